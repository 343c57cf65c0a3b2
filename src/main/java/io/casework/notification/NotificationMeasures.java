package io.casework.notification;

import io.casework.core.Measure;
import io.casework.core.Measure.Meaning;
import io.casework.core.Measured;
import io.casework.core.Utc;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which messages to people wait, and which were given up; what was sent is counted elsewhere. */
@Component
class NotificationMeasures implements Measured {

  private static final Meaning STATE =
      new Meaning(
          "casework.notifications",
          null,
          "Messages to people that wait, and that were given up at a destination within a day");
  private static final Meaning OLDEST =
      new Meaning(
          "casework.notifications.oldest.age",
          "seconds",
          "Age of the oldest message to a person that waits; 0 when none does");

  private final JdbcClient jdbc;
  private final Clock clock;

  NotificationMeasures(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public List<Measure> measure() {
    var now = clock.instant();
    var found =
        jdbc
            .sql(
                """
                select state, count(*) as number, min(asked_at) as oldest
                from notification_delivery
                where state = 'waiting' or state = 'failed' and next_attempt_at > :yesterday
                group by state
                """)
            .param("yesterday", Utc.of(now.minus(Duration.ofDays(1))))
            .query(
                (row, number) ->
                    new State(
                        row.getString("state"), row.getLong("number"), Utc.read(row, "oldest")))
            .list()
            .stream()
            .collect(Collectors.toMap(State::name, Function.identity()));
    var waiting = found.getOrDefault("waiting", new State("waiting", 0, now));
    var failed = found.getOrDefault("failed", new State("failed", 0, now));
    return Stream.of(
            STATE.is(waiting.number(), Map.of("state", "waiting")),
            STATE.is(failed.number(), Map.of("state", "failed")),
            OLDEST.is(Duration.between(waiting.oldest(), now).toMillis() / 1000.0))
        .toList();
  }

  private record State(String name, long number, Instant oldest) {}
}
