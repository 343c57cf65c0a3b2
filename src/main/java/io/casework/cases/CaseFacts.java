package io.casework.cases;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns name, value, name, value … into the facts of an event; what is null is left out. */
final class CaseFacts {

  private CaseFacts() {}

  static Map<String, Object> of(@Nullable Object... namesAndValues) {
    var facts = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      var value = namesAndValues[i + 1];
      if (value != null) {
        facts.put(
            String.valueOf(namesAndValues[i]),
            value instanceof Number || value instanceof Boolean ? value : value.toString());
      }
    }
    return facts;
  }
}
