package io.casework.watch;

import static java.util.stream.Collectors.groupingBy;

import io.casework.core.Measure;
import io.casework.core.Measured;
import io.casework.core.Rounds;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Asks every room for its numbers, again and again, and shows the last answer: a scrape reads
 * memory and never the database.
 *
 * <p>A room that cannot answer keeps its last numbers and is counted in {@code
 * casework.readings.failed}.
 */
@Component
class Readings implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Readings.class);

  private final List<Measured> rooms;
  private final MeterRegistry meters;
  private final WatchProperties properties;
  private final Counter failed;
  private final Map<Measure.Meaning, MultiGauge> gauges = new HashMap<>();
  private final Rounds rounds = new Rounds("readings", this::turn);

  Readings(List<Measured> rooms, MeterRegistry meters, WatchProperties properties) {
    this.rooms = rooms;
    this.meters = meters;
    this.properties = properties;
    this.failed =
        Counter.builder("casework.readings.failed")
            .description("Times that a room could not count what it keeps")
            .register(meters);
  }

  private Duration turn() {
    take();
    return properties.interval();
  }

  /** Takes all numbers once. */
  synchronized void take() {
    rooms.forEach(this::take);
  }

  private void take(Measured room) {
    try {
      room.measure().stream().collect(groupingBy(Measure::of)).forEach(this::show);
    } catch (RuntimeException e) {
      failed.increment();
      log.warn("readings: {} of {}", e.getClass().getName(), room.getClass().getSimpleName());
    }
  }

  private void show(Measure.Meaning meaning, List<Measure> measures) {
    var rows = measures.stream().map(each -> MultiGauge.Row.of(tags(each), each::value)).toList();
    gauges.computeIfAbsent(meaning, this::gauge).register(rows, true);
  }

  private MultiGauge gauge(Measure.Meaning meaning) {
    return MultiGauge.builder(meaning.name())
        .description(meaning.description())
        .baseUnit(meaning.unit())
        .register(meters);
  }

  private static Tags tags(Measure measure) {
    var tags = Tags.empty();
    for (var label : measure.labels().entrySet()) {
      tags = tags.and(label.getKey(), label.getValue());
    }
    return tags;
  }

  @Override
  public void start() {
    rounds.start();
  }

  @Override
  public void stop() {
    rounds.stop();
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
  }
}
