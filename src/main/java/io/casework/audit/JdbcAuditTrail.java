package io.casework.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseId;
import io.casework.core.Utc;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the facts that {@link FactRecorder} wrote. */
@Repository
class JdbcAuditTrail implements AuditTrail {

  static final String RECORDS =
      "select e.*, l.seq as log_seq from audit_event e left join audit_line l on l.event_seq = e.seq";

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  JdbcAuditTrail(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  @Override
  public List<Entry> of(CaseId caseId) {
    return jdbc.sql(RECORDS + " where e.case_id = :case order by e.seq")
        .param("case", caseId.value())
        .query((row, number) -> entry(row))
        .list();
  }

  @Override
  public List<Entry> between(Instant from, Instant to, long after, int limit) {
    return jdbc.sql(
            RECORDS
                + """
                   where e.at >= :from and e.at < :to and e.seq > :after
                  order by e.seq fetch next :limit rows only
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
          row.getObject("log_seq", Long.class),
          Utc.read(row, "at"),
          row.getString("actor"),
          roles(row.getString("roles")),
          row.getString("kind"),
          row.getString("case_id"),
          row.getString("reason"),
          row.getString("origin"),
          row.getString("node"),
          row.getString("correlation_id"),
          json.readValue(row.getString("facts"), new TypeReference<Map<String, Object>>() {}));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> roles(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : List.of(text.split(","));
  }
}
