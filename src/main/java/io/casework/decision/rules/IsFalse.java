package io.casework.decision.rules;

import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code is_false}: the flag is known, and false. */
@Component
final class IsFalse implements Operator {

  @Override
  public String name() {
    return "is_false";
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
    return Operand.of("is false", null, Boolean.FALSE::equals);
  }
}
