package io.casework.cases;

import io.casework.core.Change;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns name, value, name, value … into the facts of an event; what is null, empty or unchanged is
 * left out.
 */
final class CaseFacts {

  private CaseFacts() {}

  static Map<String, Object> of(@Nullable Object... namesAndValues) {
    var facts = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      var value = value(namesAndValues[i + 1]);
      if (value != null) {
        facts.put(String.valueOf(namesAndValues[i]), value);
      }
    }
    return facts;
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof Change change) {
      var before = scalar(change.before());
      var after = scalar(change.after());
      return Objects.equals(before, after) ? null : new Change(before, after);
    }
    if (value instanceof Map<?, ?> map) {
      return map.isEmpty() ? null : map;
    }
    return scalar(value);
  }

  private static @Nullable Object scalar(@Nullable Object value) {
    if (value instanceof Instant instant) {
      return instant.truncatedTo(ChronoUnit.MICROS).toString(); // as the database has it
    }
    return value == null || value instanceof Number || value instanceof Boolean
        ? value
        : value.toString();
  }
}
