package io.casework.decision.rules;

import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code in}: one of a list. */
@Component
final class In implements Operator {

  @Override
  public String name() {
    return "in";
  }

  @Override
  public Set<FactType> fits() {
    return Set.of(FactType.NUMBER, FactType.TEXT);
  }

  @Override
  public String takes() {
    return "a list of 1 to 1,000 values of the fact's type";
  }

  @Override
  public Operand read(Literal value) {
    var listed = value.entries().stream().map(Literal::scalar).toList();
    var entries = new HashSet<>(listed);
    return Operand.of(
        "is one of " + Literal.words(listed),
        listed.stream().map(Literal::shown).toList(),
        entries::contains);
  }
}
