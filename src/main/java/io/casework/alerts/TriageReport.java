package io.casework.alerts;

import io.casework.core.Utc;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What examiners ask of triage, counted in its log. */
@Component
class TriageReport {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final JdbcClient jdbc;

  TriageReport(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Of what was triaged from one time on and before another; by default, all. */
  @Transactional(readOnly = true)
  Answer of(@Nullable Instant from, @Nullable Instant to) {
    var span =
        Map.<String, Object>of(
            "from", Utc.of(from == null ? Instant.EPOCH : from),
            "to", Utc.of(to == null ? Instant.parse("9999-01-01T00:00:00Z") : to));
    return jdbc.sql(
            """
            select count(*) as total, count(distinct alert_hash) as hashes,
              count(duplicate) as duplicates,
              count(case when routed_to = '' then 1 end) as unrouted,
              coalesce(avg(sla_seconds), 0) as average, coalesce(max(sla_seconds), 0) as longest
            from alert_triage where triaged_at >= :from and triaged_at < :to
            """)
        .params(span)
        .query(
            (row, number) -> {
              var total = row.getLong("total");
              var duplicates = row.getLong("duplicates");
              return new Answer(
                  total,
                  total - duplicates,
                  duplicates,
                  percent(duplicates, total),
                  row.getLong("unrouted"),
                  row.getLong("hashes"),
                  new Sla(seconds(row.getBigDecimal("average")), row.getLong("longest")),
                  severities(span, total),
                  counts("source", span),
                  counts("routed_to", span));
            })
        .single();
  }

  private List<BySeverity> severities(Map<String, Object> span, long total) {
    return jdbc.sql(
            """
            select severity, count(*) as number, avg(sla_seconds) as average,
              max(sla_seconds) as longest
            from alert_triage where triaged_at >= :from and triaged_at < :to
            group by severity
            order by case severity when 'critical' then 1 when 'high' then 2 when 'medium' then 3
              else 4 end
            """)
        .params(span)
        .query(
            (row, number) ->
                new BySeverity(
                    row.getString("severity"),
                    row.getLong("number"),
                    percent(row.getLong("number"), total),
                    new Sla(seconds(row.getBigDecimal("average")), row.getLong("longest"))))
        .list();
  }

  private List<Counted> counts(String column, Map<String, Object> span) {
    return jdbc.sql(
            """
            select %1$s as name, count(*) as number
            from alert_triage where triaged_at >= :from and triaged_at < :to
            group by %1$s order by 2 desc, 1
            """
                .formatted(column))
        .params(span)
        .query((row, number) -> new Counted(row.getString("name"), row.getLong("number")))
        .list();
  }

  private static long seconds(BigDecimal average) {
    return average.setScale(0, RoundingMode.HALF_UP).longValue();
  }

  private static BigDecimal percent(long part, long whole) {
    return whole == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(part)
            .multiply(HUNDRED)
            .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP);
  }

  /**
   * @param total all that came, duplicates included
   * @param processed those that were new
   * @param duplicateRate per cent
   * @param unrouted alerts that went nowhere, not even as suppressed
   * @param distinctHashes exact payloads
   * @param sla from creation at the source to triage, in seconds
   */
  record Answer(
      long total,
      long processed,
      long duplicates,
      BigDecimal duplicateRate,
      long unrouted,
      long distinctHashes,
      Sla sla,
      List<BySeverity> severities,
      List<Counted> sources,
      List<Counted> destinations) {}

  /** In seconds. */
  record Sla(long average, long maximum) {}

  /**
   * @param percent of all that came
   */
  record BySeverity(String severity, long alerts, BigDecimal percent, Sla sla) {}

  /** How many alerts have this in common. */
  record Counted(String name, long alerts) {}
}
