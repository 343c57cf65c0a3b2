package io.casework.sla;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Turns a policy into instants.
 *
 * <p>Hours are exact hours in UTC: neither a daylight-saving change nor a month's end moves them.
 */
@Component
public class SlaClock {

  /**
   * Computes when a case is due.
   *
   * @param startedAt when the clock began
   * @param allowed how long the policy allows
   * @param remindShare after which share of the time to remind, between 0 and 1
   * @param requestedDueAt what the producer asks for; counts when it is earlier than the policy
   */
  public Due due(
      Instant startedAt, Duration allowed, double remindShare, @Nullable Instant requestedDueAt) {
    if (allowed.isNegative() || !(remindShare > 0 && remindShare < 1)) {
      throw new IllegalArgumentException(
          "sla-policy: dueHours must not be negative, remindShare must lie between 0 and 1");
    }
    var byPolicy = startedAt.plus(allowed);
    var dueAt =
        requestedDueAt != null && requestedDueAt.isBefore(byPolicy) ? requestedDueAt : byPolicy;
    // Due before the clock began: nothing is left to remind of.
    var left = Duration.between(startedAt, dueAt);
    var remindAt =
        left.isNegative() ? dueAt : startedAt.plusMillis((long) (left.toMillis() * remindShare));
    return new Due(byPolicy, dueAt, remindAt);
  }

  /** Due by policy alone, due in force, and when to remind. */
  public record Due(Instant policyDueAt, Instant dueAt, Instant remindAt) {}
}
