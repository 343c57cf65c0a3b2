package io.casework.decision;

import io.casework.core.Utc;
import io.casework.decision.model.Models;
import io.casework.decision.rules.Rules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The numbers of the last 24 hours. */
@RestController
@Transactional(readOnly = true)
class DashboardController {

  private static final int HOURS = 24;
  private static final Duration DAY = Duration.ofHours(HOURS);

  private final JdbcClient jdbc;
  private final Rules rules;
  private final Models models;
  private final Clock clock;

  DashboardController(JdbcClient jdbc, Rules rules, Models models, Clock clock) {
    this.jdbc = jdbc;
    this.rules = rules;
    this.models = models;
    this.clock = clock;
  }

  @GetMapping({"/api/v1/dashboard/summary", "/api/v1/dashboard/summary/"})
  Summary summary() {
    var now = clock.instant();
    var totals =
        jdbc.sql(
                """
                select count(*) as payments, avg(score) as average,
                  coalesce(sum(amount_base), 0) as amount,
                  coalesce(sum(amount_base) filter (where action = 'BLOCK'), 0) as blocked,
                  count(*) filter (where in_review) as in_review
                from payment where scored_at > :since
                """)
            .param("since", Utc.of(now.minus(DAY)))
            .query(
                (row, number) ->
                    new Totals(
                        row.getLong("payments"),
                        rounded(row.getBigDecimal("average")),
                        row.getBigDecimal("amount"),
                        row.getBigDecimal("blocked"),
                        row.getLong("in_review")))
            .single();
    return new Summary(
        now.minus(DAY),
        now,
        totals,
        counts("status", "payment where scored_at > :since", now),
        counts("risk_level", "payment where scored_at > :since", now),
        counts("severity", "alert where status in ('open', 'acknowledged')", now),
        models.current().map(model -> model.version()).orElse(null),
        rules.active().versions().size());
  }

  private Map<String, Long> counts(String column, String from, Instant now) {
    var counts = new TreeMap<String, Long>();
    jdbc.sql(
            "select %s as word, count(*) as number from %s group by %s"
                .formatted(column, from, column))
        .params(from.contains(":since") ? Map.of("since", Utc.of(now.minus(DAY))) : Map.of())
        .query((row, number) -> Map.entry(row.getString("word"), row.getLong("number")))
        .list()
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  /** One point an hour, the oldest first, also for hours in which nothing was paid. */
  @GetMapping({"/api/v1/dashboard/risk-trend", "/api/v1/dashboard/risk-trend/"})
  List<Hour> trend() {
    var last = clock.instant().truncatedTo(ChronoUnit.HOURS);
    var first = last.minus(Duration.ofHours(HOURS - 1));
    var found = new HashMap<Instant, Hour>();
    jdbc.sql(
            """
            select begins_at, avg(score) as average, count(*) as payments,
              count(*) filter (where risk_level in ('HIGH', 'VERY_HIGH')) as risky
            from (select date_trunc('hour', scored_at) as begins_at, score, risk_level
              from payment where scored_at >= :first) p
            group by begins_at
            """)
        .param("first", Utc.of(first))
        .query(
            (row, number) ->
                new Hour(
                    Utc.read(row, "begins_at"),
                    rounded(row.getBigDecimal("average")),
                    row.getLong("payments"),
                    row.getLong("risky")))
        .list()
        .forEach(hour -> found.put(hour.hour(), hour));
    return IntStream.range(0, HOURS)
        .mapToObj(hours -> first.plus(Duration.ofHours(hours)))
        .map(hour -> found.getOrDefault(hour, new Hour(hour, null, 0, 0)))
        .toList();
  }

  private static @Nullable BigDecimal rounded(@Nullable BigDecimal value) {
    return value == null ? null : value.setScale(4, RoundingMode.HALF_UP);
  }

  /** The last 24 hours; alerts are those that wait, however old. */
  record Summary(
      Instant from,
      Instant to,
      Totals transactions,
      Map<String, Long> byStatus,
      Map<String, Long> byRiskLevel,
      Map<String, Long> waitingAlerts,
      @Nullable String modelVersion,
      int activeRules) {}

  /** Amounts in the base currency. */
  record Totals(
      long count,
      @Nullable BigDecimal averageScore,
      BigDecimal amount,
      BigDecimal blockedAmount,
      long inReview) {}

  /** An hour, by its beginning. */
  record Hour(Instant hour, @Nullable BigDecimal averageScore, long transactions, long risky) {}
}
