package io.casework.alerts;

import io.casework.core.Utc;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;

/** When alerts were first seen, by their canonical hash; each question is one read by key. */
@Component
class SeenAlerts {

  private final NamedParameterJdbcTemplate jdbc;

  SeenAlerts(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps other batches out until the transaction ends. */
  void lock() {
    jdbc.getJdbcOperations().queryForList("select turn from alert_turn where turn = 1 for update");
  }

  Map<String, Seen> find(Collection<String> canonicalHashes) {
    return jdbc
        .query(
            "select * from alert_dedup where canonical_hash in (:hashes)",
            Map.of("hashes", canonicalHashes),
            (row, number) ->
                new Seen(
                    row.getString("canonical_hash"),
                    row.getString("alert_hash"),
                    row.getString("alert_id"),
                    row.getString("source"),
                    Utc.read(row, "first_seen_at")))
        .stream()
        .collect(Collectors.toMap(Seen::canonicalHash, Function.identity()));
  }

  void insert(List<Seen> fresh) {
    batch(
        """
        insert into alert_dedup (canonical_hash, alert_hash, alert_id, source, first_seen_at)
        values (:canonical, :exact, :id, :source, :at)
        """,
        fresh);
  }

  /** Their window begins anew. */
  void renew(List<Seen> again) {
    batch(
        """
        update alert_dedup set alert_hash = :exact, alert_id = :id, source = :source,
          first_seen_at = :at
        where canonical_hash = :canonical
        """,
        again);
  }

  /** Forgets those that are beyond every window; returns how many. */
  int forget(Instant before) {
    return jdbc.update(
        "delete from alert_dedup where first_seen_at < :before", Map.of("before", Utc.of(before)));
  }

  private void batch(String sql, List<Seen> rows) {
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(
          sql,
          rows.stream()
              .map(
                  seen ->
                      new MapSqlParameterSource()
                          .addValue("canonical", seen.canonicalHash())
                          .addValue("exact", seen.exactHash())
                          .addValue("id", seen.alertId())
                          .addValue("source", seen.source())
                          .addValue("at", Utc.of(seen.firstSeenAt())))
              .toArray(SqlParameterSource[]::new));
    }
  }

  /** The first alert of its kind within a window. */
  record Seen(
      String canonicalHash, String exactHash, String alertId, String source, Instant firstSeenAt) {}
}
