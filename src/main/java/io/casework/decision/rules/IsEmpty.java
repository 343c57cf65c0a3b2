package io.casework.decision.rules;

import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code is_empty}: the fact is not known, or is a blank text. */
@Component
final class IsEmpty implements Operator {

  @Override
  public String name() {
    return "is_empty";
  }

  @Override
  public Set<FactType> fits() {
    return Set.of(FactType.values());
  }

  @Override
  public String takes() {
    return "nothing, or false for the opposite";
  }

  @Override
  public Operand read(Literal value) {
    var wanted = value.flagOrTrue();
    return new Operand(
        wanted ? "is empty" : "is not empty",
        wanted,
        actual -> wanted == (actual instanceof String text && text.isBlank()),
        wanted);
  }
}
