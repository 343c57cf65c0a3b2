package io.casework.decision.rules;

import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code gt}: above a number. */
@Component
final class GreaterThan implements Operator {

  @Override
  public String name() {
    return "gt";
  }

  @Override
  public Set<FactType> fits() {
    return Set.of(FactType.NUMBER);
  }

  @Override
  public String takes() {
    return "a number";
  }

  @Override
  public Operand read(Literal value) {
    var limit = value.number();
    return Operand.ofNumbers(">", limit, actual -> actual.compareTo(limit) > 0);
  }
}
