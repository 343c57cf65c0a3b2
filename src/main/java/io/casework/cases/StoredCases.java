package io.casework.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseId;
import io.casework.core.ScoredEvent;
import io.casework.core.Utc;
import io.casework.vault.CaseKeys;
import io.casework.vault.Tokens;
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
  private final CaseKeys keys;
  private final Tokens tokens;

  StoredCases(JdbcClient jdbc, ObjectMapper json, CaseKeys keys, Tokens tokens) {
    this.jdbc = jdbc;
    this.keys = keys;
    this.tokens = tokens;
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
    return new CaseList(jdbc, tokens).page(query);
  }

  @Override
  public ScoredEvent event(CaseId caseId) {
    return read(body(caseId), new TypeReference<>() {});
  }

  @Override
  public String body(CaseId caseId) {
    return document(caseId, CaseTexts.BODY).orElseThrow(() -> new NoSuchCase(caseId));
  }

  @Override
  public Optional<String> traceparent(CaseId caseId) {
    return jdbc.sql(
            "select traceparent from case_document where case_id = :id and traceparent is not null")
        .param("id", caseId.value())
        .query(String.class)
        .optional();
  }

  @Override
  public List<Finding> findings(CaseId caseId) {
    return document(caseId, CaseTexts.FINDINGS)
        .map(text -> read(text, new TypeReference<List<Finding>>() {}))
        .orElse(List.of());
  }

  // With its key in one reading, so that both are of the same moment.
  private Optional<String> document(CaseId caseId, String column) {
    return jdbc.sql(
            """
            select d.%s as text, k.wrapped from case_document d
            left join case_key k on k.case_id = d.case_id
            where d.case_id = :id and d.%s is not null
            """
                .formatted(column, column))
        .param("id", caseId.value())
        .query(
            (row, number) -> {
              var key =
                  Optional.ofNullable(row.getString("wrapped"))
                      .map(wrapped -> keys.unwrap(caseId, wrapped));
              return new CaseTexts(key).open(column, row.getString("text"));
            })
        .optional();
  }

  @Override
  public List<Note> notes(CaseId caseId) {
    return jdbc.sql("select * from case_note where case_id = :id order by written_at, note_id")
        .param("id", caseId.value())
        .query(CaseRows.notes(CaseTexts.of(caseId, keys)))
        .list();
  }

  @Override
  public List<Note> noteVersions(CaseId caseId, String noteId) {
    return jdbc.sql(
            """
            select note_id, author, written_at, text, edited_at, version from case_note
            where case_id = :id and note_id = :note
            union all
            select n.note_id, n.author, n.written_at, v.text, v.edited_at, v.version
            from case_note n join case_note_version v on v.note_id = n.note_id
            where n.case_id = :id and n.note_id = :note
            order by version
            """)
        .param("id", caseId.value())
        .param("note", noteId)
        .query(CaseRows.notes(CaseTexts.of(caseId, keys)))
        .list();
  }

  @Override
  public List<Snapshot> snapshots(CaseId caseId) {
    var texts = CaseTexts.of(caseId, keys);
    return jdbc.sql("select * from case_snapshot where case_id = :id order by version")
        .param("id", caseId.value())
        .query(
            (row, number) -> {
              var version = row.getLong("version");
              var content = texts.open(CaseTexts.snapshot(version), row.getString("content"));
              return new Snapshot(
                  version,
                  row.getString("reason"),
                  Utc.read(row, "taken_at"),
                  content.equals(CaseTexts.ERASED) ? null : content);
            })
        .list();
  }

  @Override
  public List<Resolution> resolutions(CaseId caseId) {
    return jdbc.sql("select * from case_resolution where case_id = :id order by number")
        .param("id", caseId.value())
        .query(CaseRows.resolutions(CaseTexts.of(caseId, keys)))
        .list();
  }

  @Override
  public List<CaseRecord> related(CaseId caseId) {
    var record = get(caseId);
    if (record.userToken() == null) {
      return List.of();
    }
    return jdbc.sql(
            """
            select * from case_record
            where user_id = :user and case_id <> :id and received_at <= :received
            order by received_at desc fetch first 20 rows only
            """)
        .param("user", record.userToken())
        .param("received", Utc.of(record.receivedAt()))
        .param("id", caseId.value())
        .query(CaseRows.RECORD)
        .list();
  }

  @Override
  public List<CaseRecord> openOf(String userToken) {
    return jdbc.sql(
            """
            select * from case_record where user_id = :user and status <> 'closed'
            order by received_at desc fetch first 20 rows only
            """)
        .param("user", userToken)
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
