package io.casework.decision;

import io.casework.decision.rules.Facts;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts by path, fresh or read back from a stored decision. */
record FactMap(Map<String, Object> values) implements Facts {

  @Override
  public @Nullable Object value(String path) {
    return values.get(path);
  }

  BigDecimal number(String path) {
    var value = values.get(path);
    if (value == null) {
      throw new IllegalStateException("fact " + path + " is missing");
    }
    return value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
  }

  @Nullable BigDecimal numberOrNull(String path) {
    return values.containsKey(path) ? number(path) : null;
  }

  boolean flag(String path) {
    return Boolean.TRUE.equals(values.get(path));
  }

  String text(String path) {
    return String.valueOf(values.get(path));
  }
}
