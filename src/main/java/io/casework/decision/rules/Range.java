package io.casework.decision.rules;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code range}: between two numbers, both included. */
@Component
final class Range implements Operator {

  @Override
  public String name() {
    return "range";
  }

  @Override
  public Set<FactType> fits() {
    return Set.of(FactType.NUMBER);
  }

  @Override
  public String takes() {
    return "a list of two numbers, the lower first; both belong to the range";
  }

  @Override
  public Operand read(Literal value) {
    var ends = value.entries().stream().map(Literal::number).toList();
    if (ends.size() != 2 || ends.get(0).compareTo(ends.get(1)) > 0) {
      throw value.refused("must be two numbers, the lower first");
    }
    var low = ends.get(0);
    var high = ends.get(1);
    return Operand.of(
        "from " + Literal.words(low) + " to " + Literal.words(high),
        List.of(low.number(), high.number()),
        actual ->
            actual instanceof Decimal number
                && number.compareTo(low) >= 0
                && number.compareTo(high) <= 0);
  }
}
