package io.casework.decision.rules;

import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code neq}: known, and something else. */
@Component
final class NotEqual implements Operator {

  @Override
  public String name() {
    return "neq";
  }

  @Override
  public Set<FactType> fits() {
    return Set.of(FactType.NUMBER, FactType.TEXT, FactType.FLAG);
  }

  @Override
  public String takes() {
    return "a value of the fact's type";
  }

  @Override
  public Operand read(Literal value) {
    var wanted = value.scalar();
    return Operand.of(
        "is not " + Literal.words(wanted), Literal.shown(wanted), actual -> !wanted.equals(actual));
  }
}
