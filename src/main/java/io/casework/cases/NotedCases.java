package io.casework.cases;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseId;
import io.casework.core.Change;
import io.casework.core.Refused;
import io.casework.core.Utc;
import io.casework.vault.CaseKeys;
import io.casework.vault.Tokens;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** What people write down about a case, and how they mend it: every form of a note stays. */
@Transactional
abstract class NotedCases extends ErasableCases {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final ApplicationEventPublisher facts;

  NotedCases(
      JdbcClient jdbc,
      ObjectMapper json,
      CaseKeys keys,
      Tokens tokens,
      Clock clock,
      ApplicationEventPublisher facts) {
    super(jdbc, json, keys, tokens, clock, facts);
    this.jdbc = jdbc;
    this.clock = clock;
    this.facts = facts;
  }

  @Override
  public Note note(CaseId caseId, String text, String actor) {
    var record = remembered(get(caseId));
    var note =
        new Note(UUID.randomUUID().toString(), actor, clock.instant(), Note.checked(text), null, 1);
    jdbc.sql(
            """
            insert into case_note (note_id, case_id, author, written_at, text, version)
            values (:note, :id, :author, :at, :text, 1)
            """)
        .param("note", note.noteId())
        .param("id", caseId.value())
        .param("author", actor)
        .param("at", Utc.of(note.at()))
        .param("text", seal(caseId, note))
        .update();
    publish("note_added", record, actor, "note_id", note.noteId(), "length", note.text().length());
    return note;
  }

  @Override
  public Note editNote(CaseId caseId, String noteId, String text, String actor) {
    var record = open(caseId);
    var before = note(caseId, noteId);
    if (!before.author().equals(actor)) {
      throw new CaseConflict("only its author may edit a note");
    }
    var after = before.edited(text, clock.instant());
    if (after.text().equals(before.text())) {
      return before;
    }
    keep(caseId, before);
    jdbc.sql(
            """
            update case_note set text = :text, edited_at = :at, version = :version
            where note_id = :note
            """)
        .param("text", seal(caseId, after))
        .param("at", Utc.ofNullable(after.editedAt()))
        .param("version", after.version())
        .param("note", noteId)
        .update();
    publish(
        "note_edited",
        record,
        actor,
        "note_id",
        noteId,
        "version",
        new Change(before.version(), after.version()),
        "length",
        new Change(before.text().length(), after.text().length()));
    return after;
  }

  private void keep(CaseId caseId, Note before) {
    jdbc.sql(
            """
            insert into case_note_version (note_id, version, edited_at, text)
            values (:note, :version, :at, :text)
            """)
        .param("note", before.noteId())
        .param("version", before.version())
        .param("at", Utc.ofNullable(before.editedAt()))
        .param("text", seal(caseId, before))
        .update();
  }

  private Note note(CaseId caseId, String noteId) {
    return notes(caseId).stream()
        .filter(note -> note.noteId().equals(noteId))
        .findFirst()
        .orElseThrow(() -> Refused.missing("note"));
  }

  private String seal(CaseId caseId, Note note) {
    return seal(caseId, CaseTexts.note(note.noteId()), note.text());
  }

  @Override
  public void attached(CaseId caseId, String attachmentId, Map<String, Object> what, String actor) {
    var said = new LinkedHashMap<String, Object>();
    said.put("attachment_id", attachmentId);
    said.putAll(what);
    changedBeside(caseId, "attachment_added", said, actor);
  }

  @Override
  public void changedBeside(CaseId caseId, String kind, Map<String, Object> what, String actor) {
    var record = lock(caseId);
    jdbc.sql("update case_record set version = version + 1 where case_id = :id")
        .param("id", caseId.value())
        .update();
    facts.publishEvent(new CaseChanged(kind, caseId, record.correlationId(), actor, what));
  }
}
