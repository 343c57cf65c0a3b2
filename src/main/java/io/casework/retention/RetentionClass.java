package io.casework.retention;

import java.time.Duration;

/**
 * How long cases of a kind are kept, counted from their closing.
 *
 * @param keep the legal minimum
 * @param eraseAfter when the person in them is forgotten at the latest; not before {@code keep}
 * @param erasableOnRequest whether a request may come before the legal minimum
 * @param tableVersion of {@code retention-class} that said so
 */
public record RetentionClass(
    String name, Duration keep, Duration eraseAfter, boolean erasableOnRequest, int tableVersion) {

  public RetentionClass {
    if (keep.isNegative() || eraseAfter.compareTo(keep) < 0) {
      throw new IllegalArgumentException(
          "retention class %s: erased after %s, kept for %s".formatted(name, eraseAfter, keep));
    }
  }
}
