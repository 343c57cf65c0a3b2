package io.casework.decision.rules;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An operator with its value, ready to compare.
 *
 * @param words how it reads after the field's name: {@code > 50,000}
 * @param threshold the value as traces show it
 * @param test asks a {@link Decimal}, a string or a boolean
 * @param whenMissing the answer for a fact that is not known
 */
record Operand(
    String words, @Nullable Object threshold, Predicate<Object> test, boolean whenMissing) {

  /** What is not known compares to nothing: {@code neq} and {@code not_in} do not hold either. */
  static Operand of(String words, @Nullable Object threshold, Predicate<Object> test) {
    return new Operand(words, threshold, test, false);
  }

  /** A comparison of numbers; anything else is neither above nor below. */
  static Operand ofNumbers(String symbol, Decimal limit, Predicate<Decimal> test) {
    return of(
        symbol + " " + Literal.words(limit),
        limit.number(),
        actual -> actual instanceof Decimal number && test.test(number));
  }

  /** A comparison of texts, case included. */
  static Operand ofTexts(String verb, String wanted, Predicate<String> test) {
    return of(
        verb + " " + wanted, wanted, actual -> actual instanceof String text && test.test(text));
  }
}
