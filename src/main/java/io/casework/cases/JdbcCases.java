package io.casework.cases;

import static io.casework.core.CaseEvent.SYSTEM;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseId;
import io.casework.core.ScoredEvent;
import io.casework.core.Utc;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Cases in the engine's own database, so that a step and its case commit together. */
@Repository
@Transactional
class JdbcCases implements Cases {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;
  private final ApplicationEventPublisher facts;

  JdbcCases(JdbcClient jdbc, ObjectMapper json, Clock clock, ApplicationEventPublisher facts) {
    this.jdbc = jdbc;
    // Minor versions of an event may bring fields that we do not know.
    this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    this.clock = clock;
    this.facts = facts;
  }

  @Override
  public void open(ScoredEvent event, String body, Instant receivedAt) {
    var flags = new ArrayList<String>();
    if (event.kyc()) {
      flags.add("KYC");
    }
    if (event.reviewRequested()) {
      flags.add(ScoredEvent.MANUAL_REVIEW);
    }
    if (event.merchantEscalation()) {
      flags.add("MERCHANT_ESCALATION");
    }
    jdbc.sql(
            """
            insert into case_record (case_id, event_id, status, score, model_version, featureset_id,
              flags, user_id, merchant_id, amount, currency, event_time, received_at,
              clock_started_at, requested_due_at, escalation_level, round, review_round,
              selection_probability, correlation_id, version)
            values (:id, :id, 'open', :score, :model, :features, :flags, :user, :merchant, :amount,
              :currency, :eventTime, :receivedAt, :receivedAt, :requestedDueAt, 0, 1, 0, 1,
              :correlation, 1)
            """)
        .param("id", event.caseId().value())
        .param("score", event.risk().score())
        .param("model", event.risk().modelVersion())
        .param("features", event.context().featuresetId())
        .param("flags", String.join(" ", flags))
        .param("user", event.actor().userId())
        .param("merchant", event.actor().merchantId())
        .param("amount", event.transaction().amount())
        .param("currency", event.transaction().currency())
        .param("eventTime", Utc.of(event.timestamp()))
        .param("receivedAt", Utc.of(receivedAt))
        .param("requestedDueAt", Utc.ofNullable(event.sla() == null ? null : event.sla().dueAt()))
        .param("correlation", event.correlationId())
        .update();
    jdbc.sql("insert into case_document (case_id, body) values (:id, :body)")
        .param("id", event.caseId().value())
        .param("body", body)
        .update();
    facts.publishEvent(
        new CaseChanged(
            "case_opened",
            event.caseId(),
            event.correlationId(),
            SYSTEM,
            CaseFacts.of(
                "score", event.risk().score(), "model_version", event.risk().modelVersion())));
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
    var body =
        jdbc.sql("select body from case_document where case_id = :id")
            .param("id", caseId.value())
            .query(String.class)
            .optional()
            .orElseThrow(() -> new NoSuchCase(caseId));
    return read(body, new TypeReference<>() {});
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
  public void enrich(CaseId caseId, List<Finding> findings) {
    jdbc.sql("update case_document set findings = :findings where case_id = :id")
        .param("findings", write(findings))
        .param("id", caseId.value())
        .update();
    if (findings.stream().anyMatch(finding -> !finding.available())) {
      flag(get(caseId), "PARTIAL_ENRICHMENT");
    }
  }

  private void flag(CaseRecord record, String flag) {
    jdbc.sql("update case_record set flags = :flags where case_id = :id")
        .param("flags", with(record.flags(), flag))
        .param("id", record.caseId().value())
        .update();
  }

  private static String with(List<String> flags, String flag) {
    return Stream.concat(flags.stream(), Stream.of(flag)).distinct().collect(joining(" "));
  }

  @Override
  public void route(CaseRecord record, Routing routing) {
    var flags =
        routing.controlSample()
            ? with(record.flags(), "CONTROL_SAMPLE")
            : String.join(" ", record.flags());
    jdbc.sql(
            """
            update case_record set route = :route, tier = :tier, priority = :priority,
              flags = :flags, policy_due_at = :policyDueAt, due_at = :dueAt, remind_at = :remindAt,
              selection_probability = :probability, version = version + 1
            where case_id = :id
            """)
        .param("route", routing.route().toString())
        .param("tier", routing.tier())
        .param("priority", routing.priority().name())
        .param("flags", flags)
        .param("policyDueAt", Utc.of(routing.policyDueAt()))
        .param("dueAt", Utc.of(routing.deadline().dueAt()))
        .param("remindAt", Utc.of(routing.deadline().remindAt()))
        .param("probability", routing.selectionProbability())
        .param("id", record.caseId().value())
        .update();
    publish(
        "case_routed",
        record,
        SYSTEM,
        "route",
        routing.route(),
        "priority",
        routing.priority(),
        "tier",
        routing.tier(),
        "due_at",
        routing.deadline().dueAt(),
        "control_sample",
        routing.controlSample());
  }

  @Override
  public void clear(CaseId caseId, double selectionProbability) {
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
    publish("case_auto_cleared", record, SYSTEM, "selection_probability", selectionProbability);
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
        assignee,
        "before",
        record.assignee(),
        "queue_group",
        queueGroup);
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
        "late_seconds",
        record.dueAt() == null ? null : Duration.between(record.dueAt(), now).toSeconds(),
        "escalation_level",
        record.escalationLevel());
    return record.breachedAt() == null;
  }

  @Override
  public boolean escalate(CaseId caseId, Escalation escalation) {
    var record = open(caseId);
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
              insert into case_escalation (case_id, round, level, reason, escalated_at, due_at, handed_to)
              values (:id, :round, :level, :reason, :now, :due, :to)
              """)
          .param("id", caseId.value())
          .param("round", record.round())
          .param("level", escalation.level())
          .param("reason", escalation.reason())
          .param("now", Utc.of(clock.instant()))
          .param("due", Utc.ofNullable(record.dueAt()))
          .param("to", escalation.assignee())
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
        "assignee",
        escalation.assignee(),
        "before",
        record.assignee(),
        "queue_group",
        escalation.queueGroup());
    return known == 0;
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
    publish("clock_paused", record, actor, "reason", reason);
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
    publish("clock_resumed", record, actor, "paused_seconds", paused.toSeconds());
    return deadline;
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
        .param("note", resolution.note())
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
        record.round());
    return resolution;
  }

  @Override
  public CaseRecord reopen(CaseId caseId, String note, String actor) {
    var record = lock(caseId);
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
    publish("case_reopened", record, actor, "round", record.round() + 1);
    return get(caseId);
  }

  @Override
  public Note note(CaseId caseId, String text, String actor) {
    var record = get(caseId);
    if (text.isBlank() || text.strip().length() > Resolution.MAX_NOTE || text.indexOf('\0') >= 0) {
      throw new ResolutionRefused(
          "text", "must hold 1 to %d characters, none of them NUL".formatted(Resolution.MAX_NOTE));
    }
    var note = new Note(UUID.randomUUID().toString(), actor, clock.instant(), text.strip());
    jdbc.sql(
            """
            insert into case_note (note_id, case_id, author, written_at, text)
            values (:note, :id, :author, :at, :text)
            """)
        .param("note", note.noteId())
        .param("id", caseId.value())
        .param("author", actor)
        .param("at", Utc.of(note.at()))
        .param("text", note.text())
        .update();
    publish("note_added", record, actor, "note_id", note.noteId(), "length", note.text().length());
    return note;
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

  @Override
  public void snapshot(CaseId caseId, String reason) {
    var record = get(caseId);
    var content =
        new CaseSnapshot(
            record, event(caseId), findings(caseId), notes(caseId), resolutions(caseId));
    jdbc.sql(
            """
            insert into case_snapshot (case_id, version, reason, taken_at, content)
            values (:id, :version, :reason, :now, :content)
            """)
        .param("id", caseId.value())
        .param("version", record.version())
        .param("reason", reason)
        .param("now", Utc.of(clock.instant()))
        .param("content", write(content))
        .update();
    publish("snapshot_requested", record, SYSTEM, "version", record.version(), "reason", reason);
  }

  private static CaseStatus worked(CaseRecord record, @Nullable String assignee) {
    if (record.escalationLevel() > 0) {
      return CaseStatus.ESCALATED;
    }
    return assignee == null ? CaseStatus.OPEN : CaseStatus.IN_REVIEW;
  }

  /** The record, locked, of a case that is still worked. */
  private CaseRecord open(CaseId caseId) {
    var record = lock(caseId);
    if (record.closed()) {
      throw new CaseConflict("case " + caseId + " is closed");
    }
    return record;
  }

  private void publish(String kind, CaseRecord record, String actor, @Nullable Object... values) {
    facts.publishEvent(
        new CaseChanged(
            kind, record.caseId(), record.correlationId(), actor, CaseFacts.of(values)));
  }

  private <T> T read(String text, TypeReference<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record CaseSnapshot(
      CaseRecord record,
      ScoredEvent event,
      List<Finding> findings,
      List<Note> notes,
      List<Resolution> resolutions) {}
}
