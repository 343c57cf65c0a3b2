package io.casework.alerts;

import io.casework.alerts.AlertHashes.Hashes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What triage made of an alert.
 *
 * @param alertId the alert in the queue; of a duplicate, the one that it repeats
 * @param duplicate {@code exact} or {@code canonical}; null for a new alert
 * @param routedTo destinations, comma separated; {@code suppressed:duplicate}
 */
record Triaged(
    IncomingAlert incoming,
    String alertId,
    Hashes hashes,
    Severity severity,
    String because,
    String routedTo,
    @Nullable String duplicate,
    Instant at) {

  boolean isNew() {
    return duplicate == null;
  }

  /** From its creation at the source; 0 for sources whose clock is ahead. */
  long slaSeconds() {
    return Math.max(0, Duration.between(incoming.createdAt(), at).toSeconds());
  }
}
