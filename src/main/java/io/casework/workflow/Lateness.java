package io.casework.workflow;

import io.casework.cases.CaseRecord;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How late the timers of the SLA fire; much later than promised only after downtime. */
@Component
class Lateness {

  private static final Duration[] BUCKETS =
      LongStream.of(1, 2, 5, 10, 30, 60, 300, 900, 3600)
          .mapToObj(Duration::ofSeconds)
          .toArray(Duration[]::new);

  private final MeterProvider<Timer> timers;
  private final Clock clock;

  Lateness(MeterRegistry meters, Clock clock) {
    this.clock = clock;
    this.timers =
        Timer.builder("casework.sla.timer.lateness")
            .description("How long after its due time a timer of the SLA fired")
            .serviceLevelObjectives(BUCKETS)
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofDays(1))
            .withRegistry(meters);
  }

  void of(String timer, CaseRecord record, @Nullable Instant due) {
    if (due != null) {
      timers.withTags("timer", timer).record(record.since(due, clock.instant()));
    }
  }
}
