package io.casework.decision.rules;

import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code starts_with}: a text that begins so, case included. */
@Component
final class StartsWith implements Operator {

  @Override
  public String name() {
    return "starts_with";
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
    return Operand.ofTexts("starts with", part, actual -> actual.startsWith(part));
  }
}
