package io.casework.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseEvent;
import io.casework.core.CaseId;
import io.casework.core.OperationsEvent;
import io.casework.core.Refused;
import io.casework.core.Utc;
import io.casework.outbox.Destination;
import io.casework.outbox.Outbox;
import io.casework.outbox.OutgoingMessage;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Raises alerts with the decision, and follows what people do with them. */
@Component
@Transactional
class Alerts {

  private static final int MAX_REASON = 400;

  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final ApplicationEventPublisher facts;
  private final ObjectMapper json;
  private final DecisionProperties properties;
  private final AlertWebhookProperties webhook;
  private final Clock clock;

  Alerts(
      JdbcClient jdbc,
      Outbox outbox,
      ApplicationEventPublisher facts,
      ObjectMapper json,
      DecisionProperties properties,
      AlertWebhookProperties webhook,
      Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.facts = facts;
    this.json = json;
    this.properties = properties;
    this.webhook = webhook;
    this.clock = clock;
  }

  /** In the transaction of the decision; nothing below the floor. */
  void raiseFor(ScoredPayment scored) {
    var severity = severity(scored);
    if (severity.isEmpty() || severity.get().compareTo(properties.alertFloor()) < 0) {
      return;
    }
    var reason = cut(String.join("; ", Wording.factors(scored.assessment())));
    var alert =
        new Alert(
            UUID.randomUUID().toString(),
            scored.transactionId(),
            severity.get(),
            AlertStatus.OPEN,
            scored.assessment().score(),
            reason,
            null,
            null,
            scored.at(),
            scored.at(),
            CaseEvent.SYSTEM,
            1);
    insert(alert);
    outbox.send(
        new OutgoingMessage(
            Destination.ALERTS,
            alert.alertId(),
            write(alert),
            Map.of("severity", alert.severity().name()),
            scored.payment().traceId()));
    publish("alert_raised", alert, CaseEvent.SYSTEM);
  }

  private Optional<Severity> severity(ScoredPayment scored) {
    var score = scored.assessment().score();
    if (score.compareTo(properties.alertCritical()) >= 0) {
      return Optional.of(Severity.CRITICAL);
    }
    return score.compareTo(properties.alertHigh()) >= 0
        ? Optional.of(Severity.HIGH)
        : Optional.empty();
  }

  private void insert(Alert alert) {
    jdbc.sql(
            """
            insert into alert (alert_id, transaction_id, severity, status, score, reason,
              raised_at, changed_at, changed_by, version, webhook_state, webhook_attempts,
              webhook_next_at)
            values (:id, :payment, :severity, :status, :score, :reason, :at, :at, :by, 1,
              :webhook, 0, :at)
            """)
        .param("id", alert.alertId())
        .param("payment", alert.transactionId())
        .param("severity", alert.severity().name())
        .param("status", alert.status().toString())
        .param("score", alert.score())
        .param("reason", alert.reason())
        .param("at", Utc.of(alert.raisedAt()))
        .param("by", alert.changedBy())
        .param("webhook", webhook.configured() ? "waiting" : "none")
        .update();
  }

  /**
   * Acknowledges, resolves, closes or assigns; what is null stays as it is.
   *
   * @param version the version the caller saw; null for any
   */
  Alert change(
      String alertId,
      @Nullable AlertStatus status,
      @Nullable String assignee,
      @Nullable String note,
      @Nullable Integer version,
      String actor) {
    var before =
        jdbc.sql("select * from alert where alert_id = :id for update")
            .param("id", alertId)
            .query((row, number) -> read(row))
            .optional()
            .orElseThrow(() -> Refused.missing("alert"));
    if (version != null && version != before.version()) {
      throw Refused.conflict("If-Match", "the alert has changed since; its version differs");
    }
    if (status != null && status.compareTo(before.status()) < 0) {
      throw Refused.conflict("status", "an alert that is " + before.status() + " stays so");
    }
    var after =
        new Alert(
            before.alertId(),
            before.transactionId(),
            before.severity(),
            status == null ? before.status() : status,
            before.score(),
            before.reason(),
            assignee == null ? before.assignee() : assignee,
            note == null ? before.note() : note,
            before.raisedAt(),
            clock.instant(),
            actor,
            before.version() + 1);
    jdbc.sql(
            """
            update alert set status = :status, assignee = :assignee, note = :note,
              changed_at = :at, changed_by = :by, version = :version
            where alert_id = :id
            """)
        .param("status", after.status().toString())
        .param("assignee", after.assignee())
        .param("note", after.note())
        .param("at", Utc.of(after.changedAt()))
        .param("by", actor)
        .param("version", after.version())
        .param("id", alertId)
        .update();
    publish("alert_changed", after, actor);
    return after;
  }

  @Transactional(readOnly = true)
  Page<Alert> page(@Nullable Severity severity, @Nullable AlertStatus status, Paging paging) {
    var where =
        " where (cast(:severity as varchar) is null or severity = :severity)"
            + " and (cast(:status as varchar) is null or status = :status)";
    var filter = new LinkedHashMap<String, @Nullable Object>();
    filter.put("severity", severity == null ? null : severity.name());
    filter.put("status", status == null ? null : status.toString());
    var total =
        jdbc.sql("select count(*) from alert" + where).params(filter).query(Long.class).single();
    List<Alert> items =
        jdbc.sql(
                "select * from alert"
                    + where
                    + " order by raised_at desc, alert_id offset :offset rows"
                    + " fetch next :size rows only")
            .params(filter)
            .param("offset", paging.offset())
            .param("size", paging.size())
            .query((row, number) -> read(row))
            .list();
    return new Page<>(items, paging.page(), paging.size(), total);
  }

  /** All about a payment, oldest first. */
  @Transactional(readOnly = true)
  List<Alert> of(String transactionId) {
    return jdbc.sql("select * from alert where transaction_id = :id order by raised_at, alert_id")
        .param("id", transactionId)
        .query((row, number) -> read(row))
        .list();
  }

  @Transactional(readOnly = true)
  Optional<Alert> find(String alertId) {
    return jdbc.sql("select * from alert where alert_id = :id")
        .param("id", alertId)
        .query((row, number) -> read(row))
        .optional();
  }

  private void publish(String kind, Alert alert, String actor) {
    var what = new LinkedHashMap<String, Object>();
    what.put("alert_id", alert.alertId());
    what.put("severity", alert.severity().name());
    what.put("status", alert.status().toString());
    what.put("score", alert.score());
    facts.publishEvent(new OperationsEvent(kind, new CaseId(alert.transactionId()), actor, what));
  }

  static Alert read(ResultSet row) throws SQLException {
    return new Alert(
        row.getString("alert_id"),
        row.getString("transaction_id"),
        Severity.valueOf(row.getString("severity")),
        AlertStatus.of(row.getString("status")),
        row.getBigDecimal("score"),
        row.getString("reason"),
        row.getString("assignee"),
        row.getString("note"),
        Utc.read(row, "raised_at"),
        Utc.read(row, "changed_at"),
        row.getString("changed_by"),
        row.getInt("version"));
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cut(String text) {
    return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON);
  }
}
