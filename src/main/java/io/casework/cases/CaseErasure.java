package io.casework.cases;

import io.casework.core.CaseId;
import io.casework.core.ScoredEvent;
import io.casework.core.Utc;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes over what is personal in the rows of a case; what was decided, and on which score, stays.
 *
 * <p>Without the key these rows say nothing any more; yet what is not there cannot be broken.
 */
final class CaseErasure {

  static final String TABLES = "case_document case_note case_record case_resolution case_snapshot";

  private final JdbcClient jdbc;

  CaseErasure(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void erase(CaseId caseId, String erasedEvent, Instant now) {
    run("update case_document set body = :text, findings = null", caseId, erasedEvent);
    run("update case_note set text = :text", caseId, CaseTexts.ERASED);
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

  /** The event without the person: what it was scored by and for how much. */
  static ScoredEvent impersonal(ScoredEvent event) {
    var paid = event.transaction();
    return new ScoredEvent(
        event.id(),
        event.timestamp(),
        new ScoredEvent.Actor(CaseTexts.ERASED, null, event.actor().merchantId()),
        new ScoredEvent.Transaction(
            paid.amount(),
            paid.currency(),
            null,
            null,
            null,
            paid.geo() == null ? null : new ScoredEvent.Geo(paid.geo().country(), null, null)),
        event.risk(),
        new ScoredEvent.Context(event.context().featuresetId(), null),
        event.actionSuggested(),
        event.merchantEscalation(),
        event.sla(),
        null,
        contributions(event));
  }

  // Values of features may be names, devices, places.
  private static List<ScoredEvent.Contribution> contributions(ScoredEvent event) {
    return event.explanation() == null
        ? List.of()
        : event.explanation().stream()
            .map(part -> new ScoredEvent.Contribution(part.feature(), null, part.contribution()))
            .toList();
  }
}
