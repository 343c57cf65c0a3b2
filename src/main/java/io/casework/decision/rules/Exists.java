package io.casework.decision.rules;

import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code exists}: the fact is known. */
@Component
final class Exists implements Operator {

  @Override
  public String name() {
    return "exists";
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
    return new Operand(wanted ? "is known" : "is not known", wanted, actual -> wanted, !wanted);
  }
}
