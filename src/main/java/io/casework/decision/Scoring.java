package io.casework.decision;

import io.casework.actions.NextAction;
import io.casework.actions.NextBestAction;
import io.casework.actions.ProtectiveActions;
import io.casework.core.CaseId;
import io.casework.core.Refused;
import io.casework.decision.context.Context;
import io.casework.decision.context.Contexts;
import io.casework.decision.context.Question;
import io.casework.decision.model.FeatureInputs;
import io.casework.decision.model.Features;
import io.casework.decision.model.Model;
import io.casework.decision.model.Models;
import io.casework.decision.rules.Rules;
import io.casework.routing.RoutingProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Scores a payment and has everything that follows from it on disk before it answers: the decision
 * with its explanation, the alert, the protective action, and the messages to others.
 */
@Component
class Scoring {

  private static final Logger log = LoggerFactory.getLogger(Scoring.class);
  private static final String TRANSACTION_ID = "transaction_id";
  private static final int TRIES = 4;
  private static final int MAX_KEY = 128;
  private static final Set<NextAction> PROTECTIVE =
      Set.of(NextAction.FREEZE_ACCOUNT, NextAction.REQUIRE_2FA);

  private final PaymentReader reader;
  private final Contexts contexts;
  private final Rules rules;
  private final Models models;
  private final Scorer scorer;
  private final Payments payments;
  private final Alerts alerts;
  private final PaymentMessages messages;
  private final NextBestAction nextBestAction;
  private final ProtectiveActions protectiveActions;
  private final DecisionProperties properties;
  private final BigDecimal thresholdMid;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Timer timer;
  private final Stages stages;

  Scoring(
      PaymentReader reader,
      Contexts contexts,
      Rules rules,
      Models models,
      Scorer scorer,
      Payments payments,
      Alerts alerts,
      PaymentMessages messages,
      NextBestAction nextBestAction,
      ProtectiveActions protectiveActions,
      DecisionProperties properties,
      RoutingProperties routing,
      PlatformTransactionManager transactions,
      Clock clock,
      MeterRegistry meters) {
    this.reader = reader;
    this.contexts = contexts;
    this.rules = rules;
    this.models = models;
    this.scorer = scorer;
    this.payments = payments;
    this.alerts = alerts;
    this.messages = messages;
    this.nextBestAction = nextBestAction;
    this.protectiveActions = protectiveActions;
    this.properties = properties;
    this.thresholdMid = BigDecimal.valueOf(routing.thresholdMid());
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
    this.timer =
        Timer.builder("orchestration.duration").publishPercentileHistogram().register(meters);
    this.stages = new Stages(meters);
  }

  /**
   * Scores a body; when this returns, the decision is on disk.
   *
   * @param key the caller's idempotency key; a repeat with the same body gets the first answer
   * @param caller whose keys these are
   * @return the answer as JSON, byte for byte the same for a repeat
   * @throws io.casework.wire.Malformed if the body is no payment
   * @throws Refused if a field breaks a rule, or the key was used with another body
   */
  String score(byte[] body, @Nullable String key, String caller) {
    var begin = System.nanoTime();
    var id = UUID.randomUUID().toString();
    MDC.put(TRANSACTION_ID, id);
    try {
      log.info("scoring a payment of {} bytes", body.length);
      var payment = stages.time("read", () -> reader.read(body));
      var requestKey = requestKey(key, payment, caller);
      var answer = tryToScore(id, payment, requestKey, body);
      timer.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
      return answer;
    } finally {
      MDC.remove(TRANSACTION_ID);
    }
  }

  private static @Nullable String requestKey(@Nullable String key, Payment payment, String caller) {
    if (key != null && (key.isBlank() || key.length() > MAX_KEY)) {
      throw Refused.field("Idempotency-Key", "must have 1 to 128 characters");
    }
    if (key != null) {
      return "key:" + caller + ":" + key;
    }
    return payment.externalId() == null ? null : "id:" + caller + ":" + payment.externalId();
  }

  // Two first payments of one sender, or two requests of one key, may meet: the later one again.
  private String tryToScore(String id, Payment payment, @Nullable String key, byte[] body) {
    for (int attempt = 1; ; attempt++) {
      var written = new AtomicLong();
      try {
        var answer =
            transaction.execute(
                status -> {
                  var text = scoreOnce(id, payment, key, body);
                  written.set(System.nanoTime());
                  return text;
                });
        stages.record("commit", System.nanoTime() - written.get());
        return answer;
      } catch (DuplicateKeyException | ConcurrencyFailureException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private String scoreOnce(String id, Payment payment, @Nullable String key, byte[] body) {
    var hash = payments.hash(body);
    if (key != null) {
      var known = payments.answerFor(key, hash);
      if (known.isPresent()) {
        return known.get();
      }
    }
    var at = clock.instant();
    var question =
        new Question(
            payment.senderId(),
            payment.receiverId(),
            payment.device(),
            payment.geo(),
            at,
            properties.velocity().window());
    var context = stages.time("context", () -> contexts.read(question));
    var facts = new FactMap(PaymentFacts.of(payment, context));
    var features = features(payment, context, at);
    var ruleSet = rules.active();
    var model = models.current().orElse(null);
    var assessment = stages.time("assess", () -> scorer.assess(facts, features, ruleSet, model));
    log.debug("rules {} score {}", assessment.flags(), assessment.ruleScore());

    var inReview = assessment.score().compareTo(thresholdMid) >= 0 || assessment.asksForReview();
    var answer = Answer.of(id, payment, facts, assessment, context.receiver(), inReview, at);
    var scored =
        new ScoredPayment(
            id, payment, assessment, answer, facts, features, version(model), inReview, at);
    var text = payments.store(scored, key, hash, new String(body, StandardCharsets.UTF_8), ruleSet);
    if (answer.canProceed()) {
      contexts.remember(question, context);
    }
    alerts.raiseFor(scored);
    messages.announce(scored);
    protect(scored);
    log.info(
        "scored {} {} {}", assessment.score(), assessment.level(), assessment.level().action());
    return text;
  }

  private static double[] features(Payment payment, Context context, Instant at) {
    var amount = payment.amountBase().doubleValue();
    var past = context.past();
    var counts = new double[past.counts().length];
    var averages = new double[counts.length];
    for (int window = 0; window < counts.length; window++) {
      counts[window] = past.counts()[window] + 1;
      averages[window] = (past.sums()[window] + amount) / counts[window];
    }
    return Features.of(
        new FeatureInputs(
            at,
            amount,
            counts,
            averages,
            context.receiver().counts(),
            context.receiver().windowFrauds()));
  }

  private static @Nullable String version(@Nullable Model model) {
    return model == null ? null : model.version();
  }

  // A payment that a rule stopped by itself says nothing against the sender's account.
  private void protect(ScoredPayment scored) {
    var score = scored.assessment().score();
    if (scored.assessment().blockReason() != null || score.compareTo(thresholdMid) < 0) {
      return;
    }
    var action = nextBestAction.choose("transaction_scored", score.doubleValue());
    if (PROTECTIVE.contains(action)) {
      protectiveActions.request(
          new ProtectiveActions.Request(
              "payment:" + scored.transactionId(),
              action,
              scored.payment().senderId(),
              new CaseId(scored.transactionId()),
              "score " + score));
    }
  }
}
