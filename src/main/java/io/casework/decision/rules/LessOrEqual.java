package io.casework.decision.rules;

import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code lte}: a number or below it. */
@Component
final class LessOrEqual implements Operator {

  @Override
  public String name() {
    return "lte";
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
    return Operand.ofNumbers("≤", limit, actual -> actual.compareTo(limit) <= 0);
  }
}
