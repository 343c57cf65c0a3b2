package io.casework.decision.rules;

import io.casework.core.Refused;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** All operators by name; two that claim one name stop the start. */
@Component
final class Operators {

  private final Map<String, Operator> byName = new TreeMap<>();

  Operators(List<Operator> operators) {
    for (var operator : operators) {
      var other = byName.put(operator.name(), operator);
      if (other != null) {
        throw new IllegalStateException(
            "two operators claim the name %s: %s and %s"
                .formatted(
                    operator.name(),
                    other.getClass().getSimpleName(),
                    operator.getClass().getSimpleName()));
      }
    }
  }

  Operator named(String name, String pointer) {
    var operator = byName.get(name);
    if (operator == null) {
      throw Refused.field(pointer, "must be one of " + String.join(", ", byName.keySet()));
    }
    return operator;
  }

  Collection<Operator> all() {
    return byName.values();
  }
}
