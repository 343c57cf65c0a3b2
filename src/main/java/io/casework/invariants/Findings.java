package io.casework.invariants;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the oracle found.
 *
 * @param breachesTotal of all that could be checked
 */
record Findings(Instant checkedAt, long tookMs, long breachesTotal, List<Finding> invariants) {

  /** Whether all was checked and nothing is broken. */
  boolean sound() {
    return breachesTotal == 0 && invariants.stream().allMatch(each -> each.error() == null);
  }

  /**
   * One invariant.
   *
   * @param breaches how many; null when it could not be checked
   * @param error why it could not be checked
   */
  record Finding(
      String id,
      String promise,
      @Nullable Long breaches,
      List<String> examples,
      long tookMs,
      @Nullable String error) {}
}
