package io.casework.cases;

import io.casework.core.Measure;
import io.casework.core.Measure.Meaning;
import io.casework.core.Measured;
import io.casework.core.Route;
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

/** How much work lies on the desks and in the queues. */
@Component
class OpenCases implements Measured {

  private static final Meaning OPEN =
      new Meaning("casework.cases.open", null, "Cases that are not closed");
  private static final Meaning OLDEST =
      new Meaning(
          "casework.cases.waiting.oldest.age",
          "seconds",
          "Age of the oldest case that nobody has taken; 0 when none waits");
  private static final String UNROUTED = "none";
  private static final List<CaseStatus> STATUSES =
      List.of(
          CaseStatus.OPEN,
          CaseStatus.IN_REVIEW,
          CaseStatus.AWAITING_CUSTOMER,
          CaseStatus.ESCALATED);

  private final JdbcClient jdbc;
  private final Clock clock;

  OpenCases(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public List<Measure> measure() {
    var now = clock.instant();
    var counts = new HashMap<Map<String, String>, Long>();
    var oldest = new HashMap<String, Instant>();
    for (var group : groups()) {
      counts.put(Map.of("status", group.status(), "route", group.route()), group.count());
      if (group.oldest() != null) {
        oldest.merge(group.route(), group.oldest(), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    var measures = new ArrayList<Measure>();
    for (var route : routes()) {
      for (var status : STATUSES) {
        var labels = Map.of("status", status.toString(), "route", route);
        measures.add(OPEN.is(counts.getOrDefault(labels, 0L), labels));
      }
      var age = Duration.between(oldest.getOrDefault(route, now), now);
      measures.add(OLDEST.is(age.toMillis() / 1000.0, Map.of("route", route)));
    }
    return measures;
  }

  private static List<String> routes() {
    var routes = new ArrayList<>(List.of(UNROUTED));
    for (var route : Route.values()) {
      routes.add(route.toString());
    }
    return routes;
  }

  private List<Group> groups() {
    return jdbc.sql(
            """
            select status, route, count(*) as number,
              min(case when assignee is null then clock_started_at end) as oldest
            from case_record
            where status in ('open', 'in_review', 'awaiting_customer', 'escalated')
            group by status, route
            """)
        .query(
            (row, number) ->
                new Group(
                    row.getString("status"),
                    Optional.ofNullable(row.getString("route")).orElse(UNROUTED),
                    row.getLong("number"),
                    Utc.readNullable(row, "oldest")))
        .list();
  }

  private record Group(String status, String route, long count, @Nullable Instant oldest) {}
}
