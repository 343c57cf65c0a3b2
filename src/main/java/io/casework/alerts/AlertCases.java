package io.casework.alerts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.Refused;
import io.casework.core.ScoredEvent;
import io.casework.outbox.Destination;
import io.casework.outbox.Outbox;
import io.casework.outbox.OutgoingMessage;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Alerts as case events: posted to the queue that all cases come from. */
@Component
class AlertCases {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int DIGITS = 4;
  private static final BigDecimal MOST = new BigDecimal("999999999999999.9999");
  private static final Pattern IDENTIFIER = Pattern.compile("[^\\x00-\\x1f\\x7f]{1,128}");
  private static final String NO_CURRENCY = "XXX";

  private final Outbox outbox;
  private final TriageLog log;
  private final AlertedPayments payments;
  private final ObjectMapper json;
  private final Clock clock;

  AlertCases(
      Outbox outbox, TriageLog log, AlertedPayments payments, ObjectMapper json, Clock clock) {
    this.outbox = outbox;
    this.log = log;
    this.payments = payments;
    this.json = json.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    this.clock = clock;
  }

  /**
   * Asks for a case, in the caller's transaction.
   *
   * @throws Refused when nothing is kept of which a case could be made
   */
  void open(Alert alert) {
    var payment = alert.transactionId();
    post(
        (payment == null
                ? log.incoming(alert.alertId()).map(incoming -> event(alert, incoming))
                : payments.forReview(payment))
            .orElseThrow(
                () -> Refused.conflict("alert", "what its source said is no longer kept")));
  }

  /** Asks for a case, whose id is the alert's, in the caller's transaction. */
  void open(Alert alert, IncomingAlert incoming) {
    post(event(alert, incoming));
  }

  private void post(ScoredEvent event) {
    outbox.send(
        new OutgoingMessage(
            Destination.CASE_EVENTS, event.id(), write(event), Map.of(), event.id()));
  }

  private ScoredEvent event(Alert alert, IncomingAlert incoming) {
    var score = score(alert, incoming);
    return new ScoredEvent(
        alert.alertId(),
        clock.instant(),
        new ScoredEvent.Actor(customer(alert, incoming), null, null),
        new ScoredEvent.Transaction(
            amount(incoming.amount()),
            Objects.requireNonNullElse(incoming.currency(), NO_CURRENCY),
            null,
            null,
            null,
            geo(incoming.country())),
        new ScoredEvent.Risk(
            score.doubleValue(), alert.source(), List.of("ALERT", ScoredEvent.MANUAL_REVIEW)),
        new ScoredEvent.Context("alert:" + alert.alertId(), null),
        "allow_with_review",
        false,
        null,
        null,
        List.of(
            new ScoredEvent.Contribution("alert of " + alert.source(), alert.reason(), 0),
            new ScoredEvent.Contribution(
                "severity", alert.severity().lower(), score.doubleValue())));
  }

  // What intake takes: a case with a rounded amount is better than an alert without one.
  private static BigDecimal amount(@Nullable BigDecimal amount) {
    return Objects.requireNonNullElse(amount, BigDecimal.ZERO)
        .abs()
        .min(MOST)
        .setScale(DIGITS, RoundingMode.DOWN);
  }

  private static String customer(Alert alert, IncomingAlert incoming) {
    var customer = incoming.customerId();
    return customer != null && IDENTIFIER.matcher(customer).matches()
        ? customer
        : "alert:" + alert.alertId();
  }

  private static ScoredEvent.@Nullable Geo geo(@Nullable String country) {
    return country == null ? null : new ScoredEvent.Geo(country, null, null);
  }

  /** The source's own score; without one, where the band of its severity begins. */
  private static BigDecimal score(Alert alert, IncomingAlert incoming) {
    var own = incoming.riskScore();
    if (own != null) {
      return own.divide(HUNDRED);
    }
    return switch (alert.severity()) {
      case CRITICAL -> new BigDecimal("0.90");
      case HIGH -> new BigDecimal("0.75");
      case MEDIUM -> new BigDecimal("0.40");
      case LOW -> BigDecimal.ZERO;
    };
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
