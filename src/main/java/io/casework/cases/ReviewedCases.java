package io.casework.cases;

import static io.casework.core.CaseEvent.SYSTEM;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseId;
import io.casework.core.Change;
import io.casework.core.Utc;
import io.casework.vault.CaseKeys;
import io.casework.vault.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** What happens to a case in review: owners, the clock, the way up. */
@Transactional
abstract class ReviewedCases extends StoredCases {

  private static final String BREACH = "sla_breach";

  /** As late as a timer may fire without being called late. */
  private static final Duration IN_TIME = Duration.ofSeconds(10);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final ApplicationEventPublisher facts;

  ReviewedCases(
      JdbcClient jdbc,
      ObjectMapper json,
      CaseKeys keys,
      Tokens tokens,
      Clock clock,
      ApplicationEventPublisher facts) {
    super(jdbc, json, keys, tokens);
    this.jdbc = jdbc;
    this.clock = clock;
    this.facts = facts;
  }

  @Override
  public boolean startReview(CaseId caseId, int round) {
    return jdbc.sql(
                """
                update case_record set review_round = :round
                where case_id = :id and review_round < :round and round = :round
                """)
            .param("round", round)
            .param("id", caseId.value())
            .update()
        == 1;
  }

  @Override
  public void assign(CaseId caseId, @Nullable String assignee, String queueGroup, String actor) {
    var record = open(caseId);
    var now = clock.instant();
    var status =
        record.pausedAt() == null ? worked(record, assignee) : CaseStatus.AWAITING_CUSTOMER;
    var touched =
        record.firstTouchAt() != null || actor.equals(SYSTEM) ? record.firstTouchAt() : now;
    jdbc.sql(
            """
            update case_record set assignee = :assignee, queue_group = :group, status = :status,
              first_touch_at = :touched, version = version + 1
            where case_id = :id
            """)
        .param("assignee", assignee)
        .param("group", queueGroup)
        .param("status", status.toString())
        .param("touched", Utc.ofNullable(touched))
        .param("id", caseId.value())
        .update();
    publish(
        "case_assigned",
        record,
        actor,
        "assignee",
        new Change(record.assignee(), assignee),
        "queue_group",
        new Change(record.queueGroup(), queueGroup),
        "status",
        new Change(record.status(), status));
  }

  @Override
  public void remind(CaseId caseId) {
    var record = get(caseId);
    publish(
        "sla_reminded",
        record,
        SYSTEM,
        "remind_at",
        record.remindAt(),
        "late_by",
        late(record, record.remindAt()));
  }

  /** Seconds, where a timer fired later than it may; after downtime, mostly. */
  private @Nullable Long late(CaseRecord record, @Nullable Instant due) {
    if (due == null) {
      return null;
    }
    var late = record.since(due, clock.instant());
    return late.compareTo(IN_TIME) > 0 ? late.toSeconds() : null;
  }

  @Override
  public Optional<Long> lateBy(CaseId caseId) {
    return jdbc.sql(
            """
            select e.late_by from case_escalation e join case_record r on r.case_id = e.case_id
            where e.case_id = :id and e.round = r.round and e.late_by is not null
            order by e.level desc fetch first 1 rows only
            """)
        .param("id", caseId.value())
        .query(Long.class)
        .optional();
  }

  @Override
  public boolean breach(CaseId caseId) {
    var record = open(caseId);
    var now = clock.instant();
    if (record.breachedAt() == null) {
      jdbc.sql(
              "update case_record set breached_at = :now, version = version + 1 where case_id = :id")
          .param("now", Utc.of(now))
          .param("id", caseId.value())
          .update();
    }
    publish(
        "sla_breached",
        record,
        SYSTEM,
        "due_at",
        record.dueAt(),
        "late_by",
        late(record, record.dueAt()),
        "escalation_level",
        record.escalationLevel());
    return record.breachedAt() == null;
  }

  @Override
  public boolean escalate(CaseId caseId, Escalation escalation) {
    var record = open(caseId);
    var late = escalation.reason().equals(BREACH) ? late(record, record.dueAt()) : null;
    var known =
        jdbc.sql(
                """
                select count(*) from case_escalation
                where case_id = :id and round = :round and level = :level
                """)
            .param("id", caseId.value())
            .param("round", record.round())
            .param("level", escalation.level())
            .query(Integer.class)
            .single();
    if (known == 0) {
      jdbc.sql(
              """
              insert into case_escalation (case_id, round, level, reason, escalated_at, due_at,
                handed_to, late_by)
              values (:id, :round, :level, :reason, :now, :due, :to, :late)
              """)
          .param("id", caseId.value())
          .param("round", record.round())
          .param("level", escalation.level())
          .param("reason", escalation.reason())
          .param("now", Utc.of(clock.instant()))
          .param("due", Utc.ofNullable(record.dueAt()))
          .param("to", escalation.assignee())
          .param("late", late)
          .update();
    }
    jdbc.sql(
            """
            update case_record set status = 'escalated', escalation_level = :level,
              assignee = :assignee, queue_group = :group, priority = :priority, due_at = :dueAt,
              remind_at = :remindAt, paused_at = null, version = version + 1
            where case_id = :id
            """)
        .param("level", escalation.level())
        .param("assignee", escalation.assignee())
        .param("group", escalation.queueGroup())
        .param("priority", escalation.priority().name())
        .param("dueAt", Utc.of(escalation.deadline().dueAt()))
        .param("remindAt", Utc.of(escalation.deadline().remindAt()))
        .param("id", caseId.value())
        .update();
    publish(
        "case_escalated",
        record,
        escalation.actor(),
        "level",
        escalation.level(),
        "reason",
        escalation.reason(),
        "late_by",
        late,
        "assignee",
        new Change(record.assignee(), escalation.assignee()),
        "queue_group",
        new Change(record.queueGroup(), escalation.queueGroup()),
        "status",
        new Change(record.status(), CaseStatus.ESCALATED),
        "escalation_level",
        new Change(record.escalationLevel(), escalation.level()),
        "priority",
        new Change(record.priority(), escalation.priority()),
        "due_at",
        new Change(record.dueAt(), escalation.deadline().dueAt()),
        "tables",
        escalation.tables());
    return known == 0;
  }

  static CaseStatus worked(CaseRecord record, @Nullable String assignee) {
    if (record.escalationLevel() > 0) {
      return CaseStatus.ESCALATED;
    }
    return assignee == null ? CaseStatus.OPEN : CaseStatus.IN_REVIEW;
  }

  /** The record, locked, of a case that is still worked. */
  final CaseRecord open(CaseId caseId) {
    var record = lock(caseId);
    if (record.closed()) {
      throw new CaseConflict("case " + caseId + " is closed");
    }
    return record;
  }

  final void publish(String kind, CaseRecord record, String actor, @Nullable Object... values) {
    facts.publishEvent(
        new CaseChanged(
            kind, record.caseId(), record.correlationId(), actor, CaseFacts.of(values), record));
  }
}
