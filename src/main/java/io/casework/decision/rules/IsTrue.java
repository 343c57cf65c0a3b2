package io.casework.decision.rules;

import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code is_true}: the flag is known, and true. */
@Component
final class IsTrue implements Operator {

  @Override
  public String name() {
    return "is_true";
  }

  @Override
  public Set<FactType> fits() {
    return Set.of(FactType.FLAG);
  }

  @Override
  public String takes() {
    return "nothing";
  }

  @Override
  public Operand read(Literal value) {
    value.nothing();
    return Operand.of("is true", null, Boolean.TRUE::equals);
  }
}
