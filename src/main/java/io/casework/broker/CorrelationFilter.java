package io.casework.broker;

import java.util.Locale;
import java.util.Map;

/** Wants messages whose properties equal the given ones, all of them. */
record CorrelationFilter(Map<String, String> system, Map<String, Object> user)
    implements RuleFilter {

  CorrelationFilter {
    system = Map.copyOf(system);
    user = Map.copyOf(user);
    if (system.isEmpty() && user.isEmpty()) {
      throw new IllegalArgumentException("a correlation filter needs at least one property");
    }
  }

  /** "CorrelationId" in a file and "correlation-id" on the wire are the same property. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "");
  }

  @Override
  public boolean matches(MessageProperties message) {
    return system.entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(message.system(wanted.getKey())))
        && user.entrySet().stream()
            .allMatch(wanted -> SqlValues.equal(wanted.getValue(), message.user(wanted.getKey())));
  }
}
