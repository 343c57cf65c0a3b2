package io.casework.broker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The time by which messages expire and locks end; tests move it forward. */
final class BrokerClock {

  private final Clock wall = Clock.systemUTC();
  private volatile Duration ahead = Duration.ZERO;

  /** Milliseconds, because that is what an AMQP timestamp can carry. */
  Instant now() {
    return Instant.ofEpochMilli(wall.millis()).plus(ahead);
  }

  /** What the client's own clock shows: access tokens are measured by it. */
  Instant wallTime() {
    return wall.instant();
  }

  void advance(Duration by) {
    ahead = ahead.plus(by);
  }
}
