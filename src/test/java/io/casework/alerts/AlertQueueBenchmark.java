package io.casework.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.casework.PostgresServer;
import io.casework.alerts.AlertFilter.Order;
import io.casework.alerts.TriageProperties.Policy;
import io.casework.wire.Paging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the lists cost with a thousand alerts and with a million. */
@Tag("bench")
class AlertQueueBenchmark {

  private static final int FEW = 1_000;
  private static final int MANY = Integer.getInteger("bench.alerts", 1_000_000);
  private static final int TRIES = 20;

  @Test
  void onPostgres() throws Exception {
    var started = PostgresServer.start();
    assumeTrue(started.isPresent(), "PostgreSQL is not installed");
    try (var server = started.get()) {
      measure(
          new TriageRig(
              server.url(), "casework", "postgresql", TriageRig.properties(Policy.HIGHEST)),
          "generate_series(1, %d) as n(x)",
          "analyze alert");
    }
  }

  @Test
  void onH2() throws Exception {
    var folder = Files.createTempDirectory(Path.of("target"), "alerts");
    measure(
        new TriageRig(
            "jdbc:h2:file:%s/db".formatted(folder.toAbsolutePath()),
            "sa",
            "h2",
            TriageRig.properties(Policy.HIGHEST)),
        "system_range(1, %d)",
        "analyze table alert");
  }

  private static void measure(TriageRig rig, String series, String analyze) {
    try (rig) {
      fill(rig, 0, FEW, series);
      rig.jdbc.sql(analyze).update();
      var few = times(rig);
      fill(rig, FEW, MANY - FEW, series);
      rig.jdbc.sql(analyze).update();
      var many = times(rig);
      few.forEach(
          (list, millis) ->
              System.out.printf("%-40s %7.1f ms %7.1f ms%n", list, millis, many.get(list)));
      assertThat(many).allSatisfy((list, millis) -> assertThat(millis).as(list).isLessThan(100));
    }
  }

  /** One in ten unresolved; one in a hundred assigned. */
  private static void fill(TriageRig rig, int from, int count, String series) {
    rig.jdbc
        .sql(
            """
            insert into alert (alert_id, source, severity, status, urgency, reason, external_id,
              assignee, raised_at, changed_at, changed_by, version)
            select 'alert-' || (x + %1$d),
              case mod(x, 5) when 0 then 'email' when 1 then 'table' else 'csv' end,
              case mod(x, 4) when 0 then 'CRITICAL' when 1 then 'HIGH' when 2 then 'MEDIUM'
                else 'LOW' end,
              case when mod(x, 10) < 9 then 'resolved' when mod(x, 20) = 9 then 'open'
                else 'acknowledged' end,
              case when mod(x, 10) < 9 then 9 else mod(x, 4) + 1 end,
              'a reason', 'ext-' || (x + %1$d),
              case when mod(x, 100) = 19 then 'analyst-1' end,
              timestamp with time zone '2026-01-01 00:00:00+00' + (x + %1$d) * interval '1' second,
              current_timestamp, 'x', 1
            from %2$s
            """
                .formatted(from, series.formatted(count)))
        .update();
  }

  private static Map<String, Double> times(TriageRig rig) {
    var lists = new LinkedHashMap<String, Runnable>();
    lists.put("unresolved, what burns", page(rig, null, null, true, null, null, null));
    lists.put("critical", page(rig, Severity.CRITICAL, null, true, null, null, null));
    lists.put("low", page(rig, Severity.LOW, null, true, null, null, null));
    lists.put("open", page(rig, null, AlertStatus.OPEN, false, null, null, null));
    lists.put("resolved", page(rig, null, AlertStatus.RESOLVED, false, null, null, null));
    lists.put("mine", page(rig, null, null, true, null, "analyst-1", null));
    lists.put("nobody's", page(rig, null, null, true, null, "nobody", null));
    lists.put("of a source", page(rig, null, null, true, "table", null, null));
    lists.put("by id", page(rig, null, null, false, null, null, "ext-500"));
    lists.put("all", page(rig, null, null, false, null, null, null));
    lists.put(
        "all, the newest",
        () ->
            rig.bean(AlertQueue.class)
                .page(
                    new AlertFilter(null, null, false, null, null, null, null, Order.NEWEST),
                    new Paging(0, 200)));
    lists.put("totals", () -> rig.bean(AlertQueue.class).totals());
    lists.put("how many are mine", () -> rig.bean(AlertQueue.class).unresolvedOf("analyst-1"));
    var times = new LinkedHashMap<String, Double>();
    lists.forEach(
        (name, list) -> {
          list.run();
          var begin = System.nanoTime();
          for (int each = 0; each < TRIES; each++) {
            list.run();
          }
          times.put(name, (System.nanoTime() - begin) / 1e6 / TRIES);
        });
    return times;
  }

  private static Runnable page(
      TriageRig rig,
      Severity severity,
      AlertStatus status,
      boolean unresolved,
      String source,
      String assignee,
      String text) {
    var filter =
        new AlertFilter(severity, status, unresolved, source, assignee, null, text, Order.URGENCY);
    return () -> rig.bean(AlertQueue.class).page(filter, new Paging(0, 200));
  }
}
