package io.casework.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.core.Utc;
import io.casework.vault.Envelopes;
import java.io.UncheckedIOException;
import java.time.Instant;
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
    return jdbc.sql(
            """
            select l.source, l.alert_hash, l.payload, l.batch_id, b.wrapped_key
            from alert_triage l join alert_batch b on b.batch_id = l.batch_id
            where l.alert_id = :id and l.duplicate is null and b.wrapped_key is not null
            """)
        .param("id", alertId)
        .query(
            (row, number) ->
                AlertReader.read(
                    row.getString("source"),
                    read(
                        envelopes
                            .opener(
                                context(row.getString("batch_id")), row.getString("wrapped_key"))
                            .open(row.getString("alert_hash"), row.getString("payload")))))
        .optional();
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
