package io.casework.cases;

import static io.casework.core.CaseEvent.SYSTEM;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseId;
import io.casework.core.Change;
import io.casework.core.Utc;
import io.casework.vault.CaseKeys;
import io.casework.vault.Tokens;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** How a case ends, and begins anew. */
@Transactional
abstract class DecidedCases extends NotedCases {

  private final JdbcClient jdbc;
  private final Clock clock;

  DecidedCases(
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
  public void clear(CaseId caseId, double selectionProbability, Map<String, Object> tables) {
    var record = get(caseId);
    jdbc.sql(
            """
            update case_record set status = 'closed', outcome = 'auto_cleared', tier = 'low',
              closed_at = :now, selection_probability = :probability, version = version + 1
            where case_id = :id
            """)
        .param("now", Utc.of(clock.instant()))
        .param("probability", selectionProbability)
        .param("id", caseId.value())
        .update();
    publish(
        "case_auto_cleared",
        record,
        SYSTEM,
        "status",
        new Change(record.status(), CaseStatus.CLOSED),
        "outcome",
        new Change(record.outcome(), CaseRecord.AUTO_CLEARED),
        "selection_probability",
        selectionProbability,
        "tables",
        tables);
  }

  @Override
  public Resolution resolve(
      CaseId caseId,
      Decision decision,
      ReasonCode reasonCode,
      @Nullable String note,
      String actor) {
    var record = open(caseId);
    var suggested = Decision.suggestedBy(event(caseId).actionSuggested());
    var resolution =
        new Resolution(
            resolutions(caseId).size() + 1,
            decision,
            reasonCode,
            note,
            suggested.isPresent() && suggested.get() != decision,
            actor,
            clock.instant());
    jdbc.sql(
            """
            insert into case_resolution (case_id, number, decision, reason_code, note, overrides,
              decided_by, decided_at)
            values (:id, :number, :decision, :reason, :note, :overrides, :actor, :at)
            """)
        .param("id", caseId.value())
        .param("number", resolution.number())
        .param("decision", decision.toString())
        .param("reason", reasonCode.toString())
        .param(
            "note",
            sealNullable(caseId, CaseTexts.resolution(resolution.number()), resolution.note()))
        .param("overrides", resolution.overrides())
        .param("actor", actor)
        .param("at", Utc.of(resolution.decidedAt()))
        .update();
    jdbc.sql(
            """
            update case_record set status = 'closed', outcome = :decision, paused_at = null,
              closed_at = :now, first_touch_at = coalesce(first_touch_at, :now),
              version = version + 1
            where case_id = :id
            """)
        .param("decision", decision.toString())
        .param("now", Utc.of(resolution.decidedAt()))
        .param("id", caseId.value())
        .update();
    publish(
        "case_resolved",
        record,
        actor,
        "number",
        resolution.number(),
        "decision",
        decision,
        "reason_code",
        reasonCode,
        "overrides",
        resolution.overrides(),
        "round",
        record.round(),
        "status",
        new Change(record.status(), CaseStatus.CLOSED),
        "outcome",
        new Change(record.outcome(), decision));
    return resolution;
  }

  @Override
  public CaseRecord reopen(CaseId caseId, String note, String actor) {
    var record = remembered(lock(caseId));
    if (!record.closed() || record.route() == null) {
      throw new CaseConflict("only a closed case that was reviewed can be reopened");
    }
    jdbc.sql(
            """
            update case_record set status = 'open', outcome = null, assignee = null,
              closed_at = null, breached_at = null, requested_due_at = null, escalation_level = 0,
              clock_started_at = :now, round = round + 1, version = version + 1
            where case_id = :id
            """)
        .param("now", Utc.of(clock.instant()))
        .param("id", caseId.value())
        .update();
    note(caseId, note, actor);
    publish(
        "case_reopened",
        record,
        actor,
        "round",
        new Change(record.round(), record.round() + 1),
        "status",
        new Change(record.status(), CaseStatus.OPEN),
        "outcome",
        new Change(record.outcome(), null),
        "assignee",
        new Change(record.assignee(), null),
        "escalation_level",
        new Change(record.escalationLevel(), 0));
    return get(caseId);
  }
}
