package io.casework.decision;

import io.casework.alerts.AlertedPayments;
import io.casework.core.Refused;
import io.casework.core.ScoredEvent;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Payments that went their way without review, and that somebody wants looked at all the same. */
@Component
class ReviewOfAlerted implements AlertedPayments {

  private final JdbcClient jdbc;
  private final PaymentArchive archive;

  ReviewOfAlerted(JdbcClient jdbc, PaymentArchive archive) {
    this.jdbc = jdbc;
    this.archive = archive;
  }

  @Override
  public Optional<ScoredEvent> forReview(String transactionId) {
    var payment = archive.get(transactionId);
    if (payment.erasedAt() != null) {
      return Optional.empty();
    }
    if (payment.caseId() != null) {
      throw Refused.conflict("case_id", "the payment is in case " + payment.caseId());
    }
    jdbc.sql("update payment set in_review = true, case_id = :id where transaction_id = :id")
        .param("id", transactionId)
        .update();
    return Optional.of(event(payment, archive.stored(transactionId)));
  }

  private static ScoredEvent event(PaymentArchive.Listed payment, PaymentArchive.Stored decision) {
    return new ScoredEvent(
        payment.transactionId(),
        payment.scoredAt().truncatedTo(ChronoUnit.MILLIS),
        new ScoredEvent.Actor(payment.senderId(), null, null),
        new ScoredEvent.Transaction(
            payment.amount(), payment.currency(), payment.receiverId(), null, null, null),
        new ScoredEvent.Risk(
            payment.riskScore().doubleValue(),
            Objects.requireNonNullElse(decision.modelVersion(), PaymentMessages.NO_MODEL),
            List.of("ALERT", ScoredEvent.MANUAL_REVIEW)),
        new ScoredEvent.Context(decision.featuresetId(), null),
        "allow_with_review",
        false,
        null,
        null,
        List.of(
            new ScoredEvent.Contribution(
                "alert about a payment that was " + payment.status(),
                payment.riskLevel().name(),
                payment.riskScore().doubleValue())));
  }
}
