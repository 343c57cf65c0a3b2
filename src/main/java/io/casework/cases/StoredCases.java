package io.casework.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseId;
import io.casework.core.ScoredEvent;
import io.casework.core.Utc;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Reads cases and what belongs to them; {@link JdbcCases} changes them. */
@Transactional
abstract class StoredCases implements Cases {

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  StoredCases(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    // Minor versions of an event may bring fields that we do not know.
    this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  @Override
  public Optional<CaseRecord> find(CaseId caseId) {
    return jdbc.sql("select * from case_record where case_id = :id")
        .param("id", caseId.value())
        .query(CaseRows.RECORD)
        .optional();
  }

  @Override
  public CaseRecord get(CaseId caseId) {
    return find(caseId).orElseThrow(() -> new NoSuchCase(caseId));
  }

  @Override
  public CaseRecord lock(CaseId caseId) {
    return jdbc.sql("select * from case_record where case_id = :id for update")
        .param("id", caseId.value())
        .query(CaseRows.RECORD)
        .optional()
        .orElseThrow(() -> new NoSuchCase(caseId));
  }

  @Override
  public CasePage page(CaseQuery query) {
    return new CaseList(jdbc).page(query);
  }

  @Override
  public ScoredEvent event(CaseId caseId) {
    return read(body(caseId), new TypeReference<>() {});
  }

  @Override
  public String body(CaseId caseId) {
    return jdbc.sql("select body from case_document where case_id = :id")
        .param("id", caseId.value())
        .query(String.class)
        .optional()
        .orElseThrow(() -> new NoSuchCase(caseId));
  }

  @Override
  public List<Finding> findings(CaseId caseId) {
    return jdbc.sql(
            "select findings from case_document where case_id = :id and findings is not null")
        .param("id", caseId.value())
        .query(String.class)
        .optional()
        .map(text -> read(text, new TypeReference<List<Finding>>() {}))
        .orElse(List.of());
  }

  @Override
  public List<Note> notes(CaseId caseId) {
    return jdbc.sql("select * from case_note where case_id = :id order by written_at, note_id")
        .param("id", caseId.value())
        .query(CaseRows.NOTE)
        .list();
  }

  @Override
  public List<Resolution> resolutions(CaseId caseId) {
    return jdbc.sql("select * from case_resolution where case_id = :id order by number")
        .param("id", caseId.value())
        .query(CaseRows.RESOLUTION)
        .list();
  }

  @Override
  public List<CaseRecord> related(CaseId caseId) {
    var record = get(caseId);
    return jdbc.sql(
            """
            select * from case_record
            where user_id = :user and case_id <> :id and received_at <= :received
            order by received_at desc fetch first 20 rows only
            """)
        .param("user", record.userId())
        .param("received", Utc.of(record.receivedAt()))
        .param("id", caseId.value())
        .query(CaseRows.RECORD)
        .list();
  }

  private <T> T read(String text, TypeReference<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
