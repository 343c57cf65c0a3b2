package io.casework.notification;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.springframework.stereotype.Component;

/** Counts what this node delivered, tried again and gave up. */
@Component
class NotificationMeters {

  private static final Duration[] MOMENTS_TO_MINUTES =
      LongStream.of(100, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 900_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterProvider<Counter> tries;
  private final MeterProvider<Timer> routing;

  NotificationMeters(MeterRegistry meters) {
    this.tries =
        Counter.builder("casework.notification.tries")
            .description("Messages handed to a channel, by how that ended")
            .withRegistry(meters);
    this.routing =
        Timer.builder("alert.routing")
            .description("From asking for a message until its destination had it")
            .serviceLevelObjectives(MOMENTS_TO_MINUTES)
            .withRegistry(meters);
  }

  void sent(Delivery delivery, Instant now) {
    count(delivery, "sent");
    routing
        .withTags("destination", delivery.destination().label())
        .record(Duration.between(delivery.askedAt(), now));
  }

  void retried(Delivery delivery) {
    count(delivery, "retried");
  }

  void failed(Delivery delivery) {
    count(delivery, "failed");
  }

  private void count(Delivery delivery, String outcome) {
    tries.withTags("channel", delivery.destination().channel(), "outcome", outcome).increment();
  }
}
