package io.casework.alerts;

import io.casework.lease.Leases;
import java.time.Clock;
import java.time.Duration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/** Forgets what is beyond its time: hashes after their window, what sources said after years. */
@Component
class AlertHousekeeping implements SchedulingConfigurer {

  private static final Duration EVERY = Duration.ofHours(1);

  private final SeenAlerts seen;
  private final TriageLog log;
  private final Runs runs;
  private final Leases leases;
  private final TriageProperties properties;
  private final Clock clock;

  AlertHousekeeping(
      SeenAlerts seen,
      TriageLog log,
      Runs runs,
      Leases leases,
      TriageProperties properties,
      Clock clock) {
    this.seen = seen;
    this.log = log;
    this.runs = runs;
    this.leases = leases;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar tasks) {
    tasks.addFixedDelayTask(
        () -> {
          if (leases.take("alerts-housekeeping", EVERY)) {
            tidy();
          }
        },
        EVERY);
  }

  void tidy() {
    seen.forget(clock.instant().minus(properties.window()));
    runs.cutOffBefore(clock.instant().minus(EVERY));
    log.forget(clock.instant().minus(properties.keepPayload()));
  }
}
