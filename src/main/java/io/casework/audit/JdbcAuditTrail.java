package io.casework.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseEvent;
import io.casework.core.CaseId;
import io.casework.core.Utc;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records facts as rows, in the transaction of the fact: both commit or neither does. */
@Repository
class JdbcAuditTrail implements AuditTrail {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  JdbcAuditTrail(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void record(CaseEvent event) throws JsonProcessingException {
    var caseId = event.caseId();
    jdbc.sql(
            """
            insert into audit_event (at, actor, kind, case_id, correlation_id, facts)
            values (:at, :actor, :kind, :case, :correlation, :facts)
            """)
        .param("at", Utc.of(clock.instant()))
        .param("actor", event.actor())
        .param("kind", event.kind())
        .param("case", caseId == null ? null : caseId.value())
        .param("correlation", event.correlationId())
        .param("facts", json.writeValueAsString(event.facts()))
        .update();
  }

  @Override
  public List<Entry> of(CaseId caseId) {
    return jdbc.sql("select * from audit_event where case_id = :case order by seq")
        .param("case", caseId.value())
        .query((row, number) -> entry(row))
        .list();
  }

  @Override
  public List<Entry> between(Instant from, Instant to, long after, int limit) {
    return jdbc.sql(
            """
            select * from audit_event where at >= :from and at < :to and seq > :after
            order by seq fetch next :limit rows only
            """)
        .param("from", Utc.of(from))
        .param("to", Utc.of(to))
        .param("after", after)
        .param("limit", limit)
        .query((row, number) -> entry(row))
        .list();
  }

  Entry entry(ResultSet row) throws SQLException {
    try {
      return new Entry(
          row.getLong("seq"),
          Utc.read(row, "at"),
          row.getString("actor"),
          row.getString("kind"),
          row.getString("case_id"),
          row.getString("correlation_id"),
          json.readValue(row.getString("facts"), new TypeReference<Map<String, Object>>() {}));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
