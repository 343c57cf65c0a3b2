package io.casework.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseId;
import io.casework.core.Utc;
import io.casework.vault.CaseKey;
import io.casework.vault.CaseKeys;
import io.casework.vault.Tokens;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * How a case keeps what is personal, and forgets it.
 *
 * <p>Without its key the rows of a case say nothing any more; they are written over all the same:
 * what is not there cannot be broken.
 */
@Transactional
abstract class ErasableCases extends PausedCases {

  private static final String TABLES =
      "case_document case_note case_note_version case_record case_resolution case_snapshot";

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final CaseKeys keys;
  private final Clock clock;

  ErasableCases(
      JdbcClient jdbc,
      ObjectMapper json,
      CaseKeys keys,
      Tokens tokens,
      Clock clock,
      ApplicationEventPublisher facts) {
    super(jdbc, json, keys, tokens, clock, facts);
    this.jdbc = jdbc;
    this.json = json;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public boolean erase(CaseId caseId, Erasure erasure) {
    var record = lock(caseId);
    if (record.erasedAt() != null) {
      return false;
    }
    if (!record.closed()) {
      throw new CaseConflict("only a closed case can be erased");
    }
    var now = clock.instant();
    keys.of(caseId); // so that a case older than keys is marked as destroyed too
    overwrite(caseId, write(ErasedEvent.of(event(caseId))), now);
    keys.destroy(caseId);
    publish(
        "case_erased",
        record,
        erasure.confirmedBy(),
        "retention_class",
        erasure.retentionClass(),
        "reason",
        erasure.reason(),
        "requested_by",
        erasure.requestedBy(),
        "confirmed_by",
        erasure.confirmedBy(),
        "tables",
        TABLES,
        "key_destroyed_at",
        now);
    return true;
  }

  private void overwrite(CaseId caseId, String event, Instant now) {
    run("update case_document set body = :text, findings = null", caseId, event);
    run("update case_note set text = :text", caseId, CaseTexts.ERASED);
    jdbc.sql(
            """
            update case_note_version set text = :text
            where note_id in (select note_id from case_note where case_id = :id)
            """)
        .param("text", CaseTexts.ERASED)
        .param("id", caseId.value())
        .update();
    run(
        "update case_resolution set note = case when note is null then null else :text end",
        caseId,
        CaseTexts.ERASED);
    run("update case_snapshot set content = :text", caseId, CaseTexts.ERASED);
    jdbc.sql(
            """
            update case_record set user_id = null, sealed = true, erased_at = :now,
              version = version + 1
            where case_id = :id
            """)
        .param("now", Utc.of(now))
        .param("id", caseId.value())
        .update();
  }

  private void run(String update, CaseId caseId, String text) {
    jdbc.sql(update + " where case_id = :id")
        .param("text", text)
        .param("id", caseId.value())
        .update();
  }

  /** The record, if the case still knows its person. */
  final CaseRecord remembered(CaseRecord record) {
    if (record.erasedAt() != null) {
      throw new CaseConflict(
          "case %s was erased on %s".formatted(record.caseId(), record.erasedAt()));
    }
    return record;
  }

  final String seal(CaseId caseId, String place, String text) {
    return key(caseId).seal(place, text);
  }

  final @Nullable String sealNullable(CaseId caseId, String place, @Nullable String text) {
    return text == null ? null : seal(caseId, place, text);
  }

  // A case that is older than keys gets its key under the lock, so that it gets one only.
  private CaseKey key(CaseId caseId) {
    return keys.find(caseId).orElseGet(() -> keys.of(lock(caseId).caseId()));
  }

  final String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
