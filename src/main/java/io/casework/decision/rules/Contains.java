package io.casework.decision.rules;

import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code contains}: a text with this part, case included. */
@Component
final class Contains implements Operator {

  @Override
  public String name() {
    return "contains";
  }

  @Override
  public Set<FactType> fits() {
    return Set.of(FactType.TEXT);
  }

  @Override
  public String takes() {
    return "a text";
  }

  @Override
  public Operand read(Literal value) {
    var part = value.text();
    return Operand.ofTexts("contains", part, actual -> actual.contains(part));
  }
}
