package io.casework.alerts;

import io.casework.core.Measure;
import io.casework.core.Measure.Meaning;
import io.casework.core.Measured;
import io.casework.core.Utc;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much waits in the queue of alerts, and whether triage goes on. */
@Component
class AlertMeasures implements Measured {

  private static final Meaning UNRESOLVED =
      new Meaning("casework.alerts.unresolved", null, "Alerts that people are not done with");
  private static final Meaning OLDEST =
      new Meaning(
          "casework.alerts.unacknowledged.oldest.age",
          "seconds",
          "Age of the oldest alert that nobody has acknowledged; 0 when there is none");
  private static final Meaning BEHIND =
      new Meaning(
          "casework.alerts.triage.behind",
          "seconds",
          "Since when the source that waits longest was last looked through whole");
  private static final List<AlertStatus> STATUSES =
      List.of(AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED);

  private final JdbcClient jdbc;
  private final SourceWatch watch;
  private final Clock clock;
  private final Instant started;

  AlertMeasures(JdbcClient jdbc, SourceWatch watch, Clock clock) {
    this.jdbc = jdbc;
    this.watch = watch;
    this.clock = clock;
    this.started = clock.instant();
  }

  @Override
  public List<Measure> measure() {
    var now = clock.instant();
    var groups = new HashMap<String, Group>();
    groups().forEach(group -> groups.put(group.status() + group.urgency(), group));
    var measures = new ArrayList<Measure>();
    for (var severity : Severity.values()) {
      for (var status : STATUSES) {
        var group = Optional.ofNullable(groups.get(status.toString() + Alert.urgency(severity)));
        measures.add(
            UNRESOLVED.is(
                group.map(Group::count).orElse(0L),
                Map.of("severity", severity.lower(), "status", status.toString())));
        if (status == AlertStatus.OPEN) {
          var oldest = group.map(Group::oldest).orElse(now);
          measures.add(OLDEST.is(seconds(oldest, now), Map.of("severity", severity.lower())));
        }
      }
    }
    var behind =
        watch.sources().stream()
            .map(source -> watch.lookedThrough(source, started))
            .min(Instant::compareTo)
            .orElse(now);
    measures.add(BEHIND.is(seconds(behind, now)));
    return measures;
  }

  private static double seconds(Instant since, Instant now) {
    return Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
  }

  private List<Group> groups() {
    return jdbc.sql(
            """
            select status, urgency, count(*) as number, min(raised_at) as oldest from alert
            where status in ('open', 'acknowledged') and urgency < 9
            group by status, urgency
            """)
        .query(
            (row, number) ->
                new Group(
                    row.getString("status"),
                    row.getInt("urgency"),
                    row.getLong("number"),
                    Utc.readNullable(row, "oldest")))
        .list();
  }

  private record Group(String status, int urgency, long count, @Nullable Instant oldest) {}
}
