package io.casework.decision.rules;

import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code eq}: the same number, text or flag. */
@Component
final class Equal implements Operator {

  @Override
  public String name() {
    return "eq";
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
    return Operand.of("is " + Literal.words(wanted), Literal.shown(wanted), wanted::equals);
  }
}
