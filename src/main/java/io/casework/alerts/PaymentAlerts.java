package io.casework.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseEvent;
import io.casework.notification.Notifications;
import io.casework.outbox.Destination;
import io.casework.outbox.Outbox;
import io.casework.outbox.OutgoingMessage;
import io.casework.vault.Tokens;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Alerts of our own scoring: raised with the decision, told to programs and to people. */
@Component
@Transactional
public class PaymentAlerts {

  private static final int MAX_REASON = 400;

  private final JdbcClient jdbc;
  private final AlertRows rows;
  private final Outbox outbox;
  private final Notifications notifications;
  private final AlertNotices notices;
  private final AlertFacts facts;
  private final Tokens tokens;
  private final ObjectMapper json;

  PaymentAlerts(
      JdbcClient jdbc,
      AlertRows rows,
      Outbox outbox,
      Notifications notifications,
      AlertNotices notices,
      AlertFacts facts,
      Tokens tokens,
      ObjectMapper json) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.outbox = outbox;
    this.notifications = notifications;
    this.notices = notices;
    this.facts = facts;
    this.tokens = tokens;
    this.json = json;
  }

  /**
   * Raises an alert in the transaction of the decision.
   *
   * @param customerId whose payment it is
   * @param inReview whether the payment becomes a case, which then bears its id
   * @param score 0 to 1
   * @param reason nothing personal
   */
  public void raise(
      String transactionId,
      String customerId,
      boolean inReview,
      Severity severity,
      BigDecimal score,
      String reason,
      @Nullable String correlationId,
      Instant at) {
    var alert =
        new Alert(
            UUID.randomUUID().toString(),
            "decision",
            transactionId,
            null,
            severity,
            AlertStatus.OPEN,
            score,
            reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON),
            inReview ? transactionId : null,
            null,
            null,
            null,
            at,
            at,
            CaseEvent.SYSTEM,
            1);
    rows.insert(List.of(new AlertRows.NewAlert(alert, tokens.of(customerId))));
    outbox.send(
        new OutgoingMessage(
            Destination.ALERTS,
            alert.alertId(),
            write(alert),
            Map.of("severity", alert.severity().name()),
            correlationId));
    notifications.sendNew(List.of(notices.raised(alert)));
    facts.publish("alert_raised", alert, CaseEvent.SYSTEM);
  }

  /** All about a payment, oldest first. */
  @Transactional(readOnly = true)
  public List<Alert> of(String transactionId) {
    return jdbc.sql("select * from alert where transaction_id = :id order by raised_at, alert_id")
        .param("id", transactionId)
        .query((row, number) -> AlertRows.read(row))
        .list();
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
