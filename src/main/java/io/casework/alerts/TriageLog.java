package io.casework.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.core.Utc;
import io.casework.vault.Envelopes;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A row for every alert that ever came, with all that its source said, sealed. */
@Component
class TriageLog {

  private static final String ERASED = "erased";
  private static final int MOST_SIGHTS = 101;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcTemplate batches;
  private final Envelopes envelopes;
  private final ObjectMapper json;

  TriageLog(
      JdbcClient jdbc, NamedParameterJdbcTemplate batches, Envelopes envelopes, ObjectMapper json) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.envelopes = envelopes;
    this.json = json;
  }

  void insert(String runId, List<Triaged> alerts, Instant at) {
    var batchId = UUID.randomUUID().toString();
    var sealer = envelopes.sealer(context(batchId));
    jdbc.sql(
            """
            insert into alert_batch (batch_id, run_id, wrapped_key, triaged_at)
            values (:id, :run, :key, :at)
            """)
        .param("id", batchId)
        .param("run", runId)
        .param("key", sealer.wrappedKey())
        .param("at", Utc.of(at))
        .update();
    batches.batchUpdate(
        """
        insert into alert_triage (alert_id, alert_hash, canonical_hash, severity, because, source,
          routed_to, duplicate, created_at, triaged_at, sla_seconds, batch_id, payload)
        values (:id, :exact, :canonical, :severity, :because, :source, :routed, :duplicate,
          :created, :at, :sla, :batch, :payload)
        """,
        alerts.stream()
            .map(
                each ->
                    new MapSqlParameterSource()
                        .addValue("id", each.alertId())
                        .addValue("exact", each.hashes().exact())
                        .addValue("canonical", each.hashes().canonical())
                        .addValue("severity", each.severity().lower())
                        .addValue("because", each.because())
                        .addValue("source", each.incoming().source())
                        .addValue("routed", each.routedTo())
                        .addValue("duplicate", each.duplicate())
                        .addValue("created", Utc.of(each.incoming().createdAt()))
                        .addValue("at", Utc.of(each.at()))
                        .addValue("sla", each.slaSeconds())
                        .addValue("batch", batchId)
                        .addValue(
                            "payload",
                            sealer.seal(each.hashes().exact(), write(each.incoming().payload()))))
            .toArray(SqlParameterSource[]::new));
  }

  /** What the source said of an alert, the first time; empty when it is no longer kept. */
  Optional<IncomingAlert> incoming(String alertId) {
    return Optional.ofNullable(incoming(List.of(alertId)).get(alertId));
  }

  /** Likewise of many; each key is unwrapped once. */
  Map<String, IncomingAlert> incoming(List<String> alertIds) {
    if (alertIds.isEmpty()) {
      return Map.of();
    }
    var keys = new HashMap<String, Envelopes.Sealer>();
    var said = new HashMap<String, IncomingAlert>();
    jdbc.sql(
            """
            select l.alert_id, l.source, l.alert_hash, l.payload, l.batch_id, b.wrapped_key
            from alert_triage l join alert_batch b on b.batch_id = l.batch_id
            where l.alert_id in (:ids) and l.duplicate is null and b.wrapped_key is not null
              and l.payload <> :erased
            """)
        .param("ids", alertIds)
        .param("erased", ERASED)
        .query(
            row -> {
              var wrapped = row.getString("wrapped_key");
              var key =
                  keys.computeIfAbsent(
                      row.getString("batch_id"),
                      batch -> envelopes.opener(context(batch), wrapped));
              var payload = key.open(row.getString("alert_hash"), row.getString("payload"));
              said.put(
                  row.getString("alert_id"),
                  AlertReader.read(row.getString("source"), read(payload)));
            });
    return said;
  }

  /** When it came, first and again, the first first. */
  List<AlertSight> sights(String alertId) {
    return jdbc.sql(
            """
            select alert_hash, canonical_hash, because, source, routed_to, duplicate, created_at,
              triaged_at, sla_seconds
            from alert_triage where alert_id = :id order by triage_id fetch first :most rows only
            """)
        .param("id", alertId)
        .param("most", MOST_SIGHTS)
        .query(
            (row, number) ->
                new AlertSight(
                    row.getString("source"),
                    row.getString("duplicate"),
                    row.getString("because"),
                    Arrays.stream(row.getString("routed_to").split(","))
                        .filter(destination -> !destination.isEmpty())
                        .toList(),
                    Utc.read(row, "created_at"),
                    Utc.read(row, "triaged_at"),
                    row.getLong("sla_seconds"),
                    row.getString("alert_hash"),
                    row.getString("canonical_hash")))
        .list();
  }

  /** Forgets what the sources said of alerts; when and how often they came stays. */
  void erase(List<String> alertIds) {
    jdbc.sql("update alert_triage set payload = :erased where alert_id in (:ids)")
        .param("erased", ERASED)
        .param("ids", alertIds)
        .update();
  }

  /** How often each of these came again. */
  Map<String, Long> repeats(List<String> alertIds) {
    return alertIds.isEmpty()
        ? Map.of()
        : jdbc
            .sql(
                """
                select alert_id, count(*) as number from alert_triage
                where alert_id in (:ids) and duplicate is not null group by alert_id
                """)
            .param("ids", alertIds)
            .query((row, number) -> Map.entry(row.getString("alert_id"), row.getLong("number")))
            .list()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Destroys the keys of what is older; returns how many batches. */
  int forget(Instant before) {
    return jdbc.sql(
            """
            update alert_batch set wrapped_key = null
            where triaged_at < :before and wrapped_key is not null
            """)
        .param("before", Utc.of(before))
        .update();
  }

  private String write(ObjectNode payload) {
    try {
      return json.writeValueAsString(payload);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode read(String payload) {
    try {
      return (ObjectNode) json.readTree(payload);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String context(String batchId) {
    return "alerts|" + batchId;
  }
}
