package io.casework.cases;

import static io.casework.core.CaseEvent.SYSTEM;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseId;
import io.casework.core.Change;
import io.casework.core.ScoredEvent;
import io.casework.core.Utc;
import io.casework.vault.CaseKeys;
import io.casework.vault.Tokens;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Cases in the engine's own database, so that a step and its case commit together.
 *
 * <p>Here is how a case begins and is kept; how it is read stands in {@link StoredCases}, what
 * happens to it in review in {@link ReviewedCases} and {@link PausedCases}, how it forgets its
 * person in {@link ErasableCases}, what people add in {@link NotedCases}, how it ends in {@link
 * DecidedCases}.
 */
@Repository
@Transactional
class JdbcCases extends DecidedCases {

  private final JdbcClient jdbc;
  private final CaseKeys keys;
  private final Tokens tokens;
  private final Clock clock;
  private final ApplicationEventPublisher facts;

  JdbcCases(
      JdbcClient jdbc,
      ObjectMapper json,
      CaseKeys keys,
      Tokens tokens,
      Clock clock,
      ApplicationEventPublisher facts) {
    super(jdbc, json, keys, tokens, clock, facts);
    this.jdbc = jdbc;
    this.keys = keys;
    this.tokens = tokens;
    this.clock = clock;
    this.facts = facts;
  }

  @Override
  public void open(
      ScoredEvent event, String body, Instant receivedAt, @Nullable String traceparent) {
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
              selection_probability, correlation_id, version, sealed)
            values (:id, :id, 'open', :score, :model, :features, :flags, :user, :merchant, :amount,
              :currency, :eventTime, :receivedAt, :receivedAt, :requestedDueAt, 0, 1, 0, 1,
              :correlation, 1, true)
            """)
        .param("id", event.caseId().value())
        .param("score", event.risk().score())
        .param("model", event.risk().modelVersion())
        .param("features", event.context().featuresetId())
        .param("flags", String.join(" ", flags))
        .param("user", tokens.of(event.actor().userId()))
        .param("merchant", event.actor().merchantId())
        .param("amount", event.transaction().amount())
        .param("currency", event.transaction().currency())
        .param("eventTime", Utc.of(event.timestamp()))
        .param("receivedAt", Utc.of(receivedAt))
        .param("requestedDueAt", Utc.ofNullable(event.sla() == null ? null : event.sla().dueAt()))
        .param("correlation", event.correlationId())
        .update();
    jdbc.sql("insert into case_document (case_id, body, traceparent) values (:id, :body, :trace)")
        .param("id", event.caseId().value())
        .param("trace", traceparent)
        .param("body", keys.create(event.caseId()).seal(CaseTexts.BODY, body))
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
  public void enrich(CaseId caseId, List<Finding> findings) {
    jdbc.sql("update case_document set findings = :findings where case_id = :id")
        .param("findings", seal(caseId, CaseTexts.FINDINGS, write(findings)))
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
        new Change(record.priority(), routing.priority()),
        "tier",
        routing.tier(),
        "due_at",
        new Change(record.dueAt(), routing.deadline().dueAt()),
        "control_sample",
        routing.controlSample(),
        "tables",
        routing.tables());
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
        .param("content", seal(caseId, CaseTexts.snapshot(record.version()), write(content)))
        .update();
    publish("snapshot_requested", record, SYSTEM, "version", record.version(), "reason", reason);
  }

  private record CaseSnapshot(
      CaseRecord record,
      ScoredEvent event,
      List<Finding> findings,
      List<Note> notes,
      List<Resolution> resolutions) {}
}
