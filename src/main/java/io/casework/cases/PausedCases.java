package io.casework.cases;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseId;
import io.casework.core.Change;
import io.casework.core.Utc;
import io.casework.vault.CaseKeys;
import io.casework.vault.Tokens;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** How the clock of a case stands still and goes on. */
@Transactional
abstract class PausedCases extends ReviewedCases {

  private final JdbcClient jdbc;
  private final Clock clock;

  PausedCases(
      JdbcClient jdbc,
      ObjectMapper json,
      CaseKeys keys,
      Tokens tokens,
      Clock clock,
      ApplicationEventPublisher facts) {
    super(jdbc, json, keys, tokens, clock, facts);
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void pause(CaseId caseId, String reason, String actor) {
    var record = open(caseId);
    if (record.pausedAt() != null) {
      throw new CaseConflict("the clock of case " + caseId + " is already paused");
    }
    jdbc.sql(
            """
            update case_record set status = 'awaiting_customer', paused_at = :now,
              version = version + 1 where case_id = :id
            """)
        .param("now", Utc.of(clock.instant()))
        .param("id", caseId.value())
        .update();
    // People write names into reasons: the text is kept where notes are, and not in the trail.
    var why = note(caseId, reason, actor);
    publish(
        "clock_paused",
        record,
        actor,
        "note_id",
        why.noteId(),
        "status",
        new Change(record.status(), CaseStatus.AWAITING_CUSTOMER));
  }

  @Override
  public Deadline resume(CaseId caseId, String actor) {
    var record = open(caseId);
    if (record.pausedAt() == null || record.dueAt() == null || record.remindAt() == null) {
      throw new CaseConflict("the clock of case " + caseId + " is not paused");
    }
    var paused = Duration.between(record.pausedAt(), clock.instant());
    var deadline = new Deadline(record.dueAt().plus(paused), record.remindAt().plus(paused));
    var status = worked(record, record.assignee());
    jdbc.sql(
            """
            update case_record set status = :status, paused_at = null, due_at = :dueAt,
              remind_at = :remindAt, version = version + 1 where case_id = :id
            """)
        .param("status", status.toString())
        .param("dueAt", Utc.of(deadline.dueAt()))
        .param("remindAt", Utc.of(deadline.remindAt()))
        .param("id", caseId.value())
        .update();
    publish(
        "clock_resumed",
        record,
        actor,
        "paused_seconds",
        paused.toSeconds(),
        "status",
        new Change(record.status(), status),
        "due_at",
        new Change(record.dueAt(), deadline.dueAt()));
    return deadline;
  }
}
