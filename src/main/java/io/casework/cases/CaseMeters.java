package io.casework.cases;

import io.casework.core.CaseEvent;
import io.casework.core.Change;
import io.casework.core.Route;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Counts what happens to cases, once it is committed; each node counts what it did. */
@Component
class CaseMeters {

  private static final String ROUTE = "route";
  private static final Duration[] MINUTES_TO_DAYS =
      LongStream.of(1, 5, 15, 30, 60, 120, 240, 480, 1440, 2880, 10_080)
          .mapToObj(Duration::ofMinutes)
          .toArray(Duration[]::new);

  private final Clock clock;
  private final Counter opened;
  private final Counter cleared;
  private final MeterProvider<Counter> routed;
  private final MeterProvider<Counter> breaches;
  private final MeterProvider<Counter> escalations;
  private final MeterProvider<Counter> reopened;
  private final MeterProvider<Timer> firstTouch;
  private final MeterProvider<Timer> resolution;

  CaseMeters(MeterRegistry meters, Clock clock) {
    this.clock = clock;
    this.opened = counter("casework.cases.opened", "Cases that were opened").register(meters);
    this.cleared =
        counter("casework.cases.cleared", "Cases that were closed without review").register(meters);
    this.routed =
        counter("casework.cases.routed", "Cases by what routing decided, once a round")
            .withRegistry(meters);
    this.breaches =
        counter("casework.sla.breaches", "Due times that passed without a decision")
            .withRegistry(meters);
    this.escalations =
        counter("casework.escalations", "Cases that were handed up, by the level they came to")
            .withRegistry(meters);
    this.reopened =
        counter("casework.cases.reopened", "Closed cases that were opened again")
            .withRegistry(meters);
    this.firstTouch =
        timer("casework.cases.first.touch", "From receipt until a person first took the case")
            .withRegistry(meters);
    this.resolution =
        timer(
                "casework.cases.resolution",
                "From receipt, or the reopening, until the decision, pauses included")
            .withRegistry(meters);
    for (var route : Route.values()) {
      breaches.withTags(ROUTE, route.toString());
      reopened.withTags(ROUTE, route.toString());
      firstTouch.withTags(ROUTE, route.toString());
    }
  }

  private static Counter.Builder counter(String name, String description) {
    return Counter.builder(name).description(description);
  }

  private static Timer.Builder timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(MINUTES_TO_DAYS)
        .minimumExpectedValue(Duration.ofSeconds(1))
        .maximumExpectedValue(Duration.ofDays(14));
  }

  @TransactionalEventListener
  void count(CaseChanged change) {
    var before = change.before();
    if (before == null) {
      if (change.kind().equals("case_opened")) {
        opened.increment();
      }
      return;
    }
    switch (change.kind()) {
      case "case_auto_cleared" -> cleared.increment();
      case "case_routed" ->
          routed
              .withTags(
                  ROUTE,
                  fact(change, ROUTE),
                  "tier",
                  fact(change, "tier"),
                  "priority",
                  fact(change, "priority"))
              .increment();
      case "sla_breached" -> breaches.withTags(ROUTE, route(before)).increment();
      case "case_escalated" ->
          escalations
              .withTags(
                  ROUTE,
                  route(before),
                  "level",
                  fact(change, "level"),
                  "reason",
                  fact(change, "reason"))
              .increment();
      case "case_reopened" -> reopened.withTags(ROUTE, route(before)).increment();
      case "case_assigned" -> touched(change, before);
      case "case_resolved" -> {
        touched(change, before);
        resolution
            .withTags(ROUTE, route(before), "decision", fact(change, "decision"))
            .record(since(before.clockStartedAt()));
      }
      default -> {
        // not counted
      }
    }
  }

  private void touched(CaseChanged change, CaseRecord before) {
    if (before.firstTouchAt() == null && !change.actor().equals(CaseEvent.SYSTEM)) {
      firstTouch.withTags(ROUTE, route(before)).record(since(before.receivedAt()));
    }
  }

  private Duration since(Instant begin) {
    return Duration.between(begin, clock.instant());
  }

  private static String route(CaseRecord record) {
    return String.valueOf(record.route());
  }

  private static String fact(CaseChanged change, String name) {
    var value = change.facts().get(name);
    return String.valueOf(value instanceof Change replaced ? replaced.after() : value);
  }
}
