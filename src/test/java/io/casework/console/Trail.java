package io.casework.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at records of the trail without leaving one. */
record Trail(JdbcClient jdbc) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One record: who, and the facts. */
  record Line(String actor, JsonNode facts) {}

  /** Records of a kind about a case, or about none; the oldest first. */
  List<Line> of(String kind, String caseId) {
    return jdbc.sql(
            """
            select actor, facts from audit_event
            where kind = :kind and coalesce(case_id, '') = :case order by seq
            """)
        .param("kind", kind)
        .param("case", caseId)
        .query((row, number) -> new Line(row.getString("actor"), read(row.getString("facts"))))
        .list();
  }

  /** The latest of a kind about a case, or about none. */
  Line last(String kind, String caseId) {
    var found = of(kind, caseId);
    return found.get(found.size() - 1);
  }

  /** Waits for a record that is written after its answer. */
  Line await(String kind, String caseId, int atLeast) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> of(kind, caseId).size() >= atLeast);
    return last(kind, caseId);
  }

  private static JsonNode read(String facts) {
    try {
      return JSON.readTree(facts);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
