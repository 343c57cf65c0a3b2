package io.casework.alerts;

import java.time.Clock;
import java.time.Instant;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Down when a source was not looked through whole within the schedule and its grace; what counts is
 * the last run that was completed, not one that began.
 */
@Component
class AlertTriageHealthIndicator implements HealthIndicator {

  private final SourceWatch watch;
  private final TriageProperties properties;
  private final Clock clock;
  private final Instant started;

  AlertTriageHealthIndicator(SourceWatch watch, TriageProperties properties, Clock clock) {
    this.watch = watch;
    this.properties = properties;
    this.clock = clock;
    this.started = clock.instant();
  }

  @Override
  public Health health() {
    var health = Health.up();
    for (var source : watch.sources()) {
      var last = watch.lookedThrough(source, started);
      var latest = last.plus(properties.schedule()).plus(properties.grace());
      health.withDetail(source.name(), last.toString());
      if (clock.instant().isAfter(latest)) {
        health
            .down()
            .withDetail("reason", "no completed run of %s since %s".formatted(source.name(), last));
      }
    }
    return health.build();
  }
}
