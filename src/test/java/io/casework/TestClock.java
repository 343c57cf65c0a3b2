package io.casework;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** The engine's clock, which tests move, as the application's clock: there is only one time. */
public final class TestClock extends Clock {

  public static void advance(Duration by) {
    ClockUtil.offset(
        Duration.between(Instant.now(), ClockUtil.getCurrentTime().toInstant())
            .plus(by)
            .toMillis());
  }

  @Override
  public Instant instant() {
    return ClockUtil.getCurrentTime().toInstant();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
