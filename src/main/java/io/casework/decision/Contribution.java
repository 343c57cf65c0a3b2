package io.casework.decision;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one signal added to the score; all of them add up to it.
 *
 * @param signal {@code rule:<id>}, {@code velocity}, {@code anomaly}, {@code model}
 * @param text in words for people
 * @param value the signal's own value
 */
record Contribution(String signal, String text, @Nullable Object value, BigDecimal contribution) {}
