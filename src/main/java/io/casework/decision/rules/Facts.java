package io.casework.decision.rules;

import org.jspecify.annotations.Nullable;

/** What rules can ask about a payment, by dotted path: {@code history.average_30d}. */
@FunctionalInterface
public interface Facts {

  /**
   * The value at a path: {@code BigDecimal}, {@code Long}, {@code Integer}, {@code Double}, {@code
   * String} or {@code Boolean}; null when it is not known.
   */
  @Nullable Object value(String path);
}
