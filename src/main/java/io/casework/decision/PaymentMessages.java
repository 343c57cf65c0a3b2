package io.casework.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.ScoredEvent;
import io.casework.decision.rules.RuleHit;
import io.casework.outbox.Destination;
import io.casework.outbox.Outbox;
import io.casework.outbox.OutgoingMessage;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells others of a scored payment: the stream of all, and people where they are needed. */
@Component
class PaymentMessages {

  // What the schema of case events allows.
  private static final int MOST_CONTRIBUTIONS = 100;
  private static final int MOST_RULES = 200;

  static final String NO_MODEL = "rules-only";

  private final Outbox outbox;
  private final ReviewRequests reviews;
  private final ObjectMapper json;
  private final DecisionProperties properties;

  PaymentMessages(
      Outbox outbox, ReviewRequests reviews, ObjectMapper json, DecisionProperties properties) {
    this.outbox = outbox;
    this.reviews = reviews;
    this.json = json;
    this.properties = properties;
  }

  /** In the transaction of the decision; delivered after it. */
  void announce(ScoredPayment scored) {
    var action = scored.assessment().level().action();
    outbox.send(
        new OutgoingMessage(
            Destination.SCORED_TRANSACTIONS,
            scored.transactionId(),
            body(scored),
            Map.of("risk_level", scored.assessment().level().name(), "action", action.name()),
            scored.payment().traceId()));
    if (scored.inReview()) {
      reviews.post(event(scored));
    }
  }

  // Ids and numbers only: who consumes the stream need not know who paid whom.
  private String body(ScoredPayment scored) {
    var body = new LinkedHashMap<String, Object>();
    body.put("transaction_id", scored.transactionId());
    body.put("external_id", scored.payment().externalId());
    body.put("score", scored.assessment().score());
    body.put("risk_level", scored.assessment().level());
    body.put("action", scored.assessment().level().action());
    body.put("status", scored.answer().status());
    body.put("flags", scored.assessment().flags());
    body.put("model_version", scored.modelVersion());
    body.put("featureset_id", scored.featuresetId());
    body.put("case_id", scored.answer().caseId());
    body.put("scored_at", scored.at());
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ScoredEvent event(ScoredPayment scored) {
    var payment = scored.payment();
    return new ScoredEvent(
        scored.transactionId(),
        scored.at().truncatedTo(ChronoUnit.MILLIS),
        new ScoredEvent.Actor(payment.senderId(), null, payment.merchantId()),
        new ScoredEvent.Transaction(
            payment.amount(),
            payment.currency(),
            merchant(payment),
            payment.device(),
            payment.ip(),
            payment.geo()),
        new ScoredEvent.Risk(
            scored.assessment().score().doubleValue(),
            scored.modelVersion() == null ? NO_MODEL : scored.modelVersion(),
            triggered(scored.assessment())),
        new ScoredEvent.Context(scored.featuresetId(), payment.sessionId()),
        suggestion(scored.assessment()),
        false,
        null,
        links(scored),
        scored.assessment().contributions().stream()
            .limit(MOST_CONTRIBUTIONS)
            .map(
                part ->
                    new ScoredEvent.Contribution(
                        part.text(), part.value(), part.contribution().doubleValue()))
            .toList());
  }

  private static @Nullable String merchant(Payment payment) {
    return payment.receiverName() == null ? payment.receiverId() : payment.receiverName();
  }

  private static List<String> triggered(Assessment assessment) {
    var person =
        assessment.asksForReview() ? Stream.of(ScoredEvent.MANUAL_REVIEW) : Stream.<String>empty();
    return Stream.of(
            person,
            assessment.hits().stream().map(PaymentMessages::name),
            assessment.flags().stream())
        .flatMap(names -> names)
        .distinct()
        .limit(MOST_RULES)
        .toList();
  }

  private static String name(RuleHit hit) {
    return hit.flag() == null ? hit.ruleId() : hit.flag();
  }

  private static String suggestion(Assessment assessment) {
    return switch (assessment.level().action()) {
      case BLOCK -> "block";
      case OTP_REQUIRED -> "challenge";
      case ALLOW, WARNING -> "allow_with_review";
    };
  }

  private ScoredEvent.Links links(ScoredPayment scored) {
    var base = properties.linkBase();
    var log = base == null ? null : base + "/api/v1/transactions/" + scored.transactionId();
    var trace = scored.payment().traceId();
    return new ScoredEvent.Links(
        log, log == null ? null : log + "/score", trace == null ? scored.transactionId() : trace);
  }
}
