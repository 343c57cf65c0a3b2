package io.casework.decision.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one evaluation has read: each fact once, however many rules ask for it. */
final class Reading {

  private static final Object MISSING = new Object();

  private final Facts facts;
  private final List<String> paths;
  private final @Nullable Object[] values;

  Reading(Facts facts, List<String> paths) {
    this.facts = facts;
    this.paths = paths;
    this.values = new Object[paths.size()];
  }

  /** A {@link Decimal}, a string or a boolean; null when it is not known. */
  @Nullable Object at(int slot) {
    var value = values[slot];
    if (value == null) {
      value = comparable(facts.value(paths.get(slot)));
      values[slot] = value;
    }
    return value == MISSING ? null : value;
  }

  private static Object comparable(@Nullable Object value) {
    if (value == null) {
      return MISSING;
    }
    if (value instanceof Number number) {
      var decimal = new Decimal(number);
      return decimal.isNumber() ? decimal : MISSING;
    }
    return value instanceof Boolean ? value : value.toString();
  }
}
