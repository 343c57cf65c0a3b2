package io.casework.decision;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** How long each stage of a scoring takes: metric {@code casework.scoring.stage}. */
@Component
class Stages {

  private static final Duration[] BUCKETS = {
    Duration.ofNanos(250_000),
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500)
  };

  private final MeterRegistry meters;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  Stages(MeterRegistry meters) {
    this.meters = meters;
  }

  <T> T time(String stage, Supplier<T> work) {
    var begin = System.nanoTime();
    var result = work.get();
    record(stage, System.nanoTime() - begin);
    return result;
  }

  void run(String stage, Runnable work) {
    time(
        stage,
        () -> {
          work.run();
          return stage;
        });
  }

  private void record(String stage, long nanos) {
    timers
        .computeIfAbsent(
            stage,
            name ->
                Timer.builder("casework.scoring.stage")
                    .description("How long a stage of scoring a payment takes")
                    .tag("stage", name)
                    .serviceLevelObjectives(BUCKETS)
                    .register(meters))
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
