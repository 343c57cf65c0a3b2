package io.casework.outbox;

import io.casework.core.Measure;
import io.casework.core.Measure.Meaning;
import io.casework.core.Measured;
import io.casework.core.Utc;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the bus does not have yet. */
@Component
class OutboxMeasures implements Measured {

  private static final Meaning WAITING =
      new Meaning("casework.outbox.waiting", null, "Messages that the bus does not have yet");
  private static final Meaning OLDEST =
      new Meaning(
          "casework.outbox.oldest.age",
          "seconds",
          "Age of the oldest message that the bus does not have yet; 0 when none waits");

  private static final Meaning GIVEN_UP =
      new Meaning(
          "casework.outbox.given.up",
          null,
          "Messages that the bus refused again and again; they wait for a person");

  private final JdbcClient jdbc;
  private final Clock clock;

  OutboxMeasures(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public List<Measure> measure() {
    var now = clock.instant();
    var waiting =
        jdbc
            .sql(
                """
                select destination, count(*) as number, min(created_at) as oldest from outbox
                where failed_at is null group by destination
                """)
            .query(
                (row, number) ->
                    new Waiting(
                        row.getString("destination"),
                        row.getLong("number"),
                        Utc.read(row, "oldest")))
            .list()
            .stream()
            .collect(Collectors.toMap(Waiting::destination, Function.identity()));
    var sending =
        Arrays.stream(Destination.values())
            .flatMap(
                destination ->
                    measures(
                        destination,
                        waiting.getOrDefault(
                            destination.name(), new Waiting(destination.name(), 0, now)),
                        now));
    return Stream.concat(sending, Stream.of(GIVEN_UP.is(givenUp(), Map.of()))).toList();
  }

  private long givenUp() {
    return jdbc.sql("select count(*) from outbox where failed_at is not null")
        .query(Long.class)
        .single();
  }

  private static Stream<Measure> measures(Destination destination, Waiting waiting, Instant now) {
    var labels = Map.of("entity", destination.entity());
    return Stream.of(
        WAITING.is(waiting.number(), labels),
        OLDEST.is(Duration.between(waiting.oldest(), now).toMillis() / 1000.0, labels));
  }

  private record Waiting(String destination, long number, Instant oldest) {}
}
