package io.casework.broker;

import java.time.Duration;
import java.time.Instant;

/** What all connections share. */
record BrokerContext(
    Namespace namespace,
    BrokerClock clock,
    SharedKey key,
    Commitments commitments,
    Timers timers,
    Duration loginWithin) {

  Instant now() {
    return clock.now();
  }
}
