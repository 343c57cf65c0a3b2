package io.casework.decision;

import io.casework.actions.Actions;
import io.casework.actions.NextAction;
import io.casework.actions.NextBestAction;
import io.casework.actions.ProtectiveActions;
import io.casework.alerts.PaymentAlerts;
import io.casework.core.CaseId;
import io.casework.decision.context.Context;
import io.casework.decision.context.Contexts;
import io.casework.decision.context.Question;
import io.casework.decision.model.FeatureInputs;
import io.casework.decision.model.Features;
import io.casework.decision.model.Models;
import io.casework.decision.rules.Rules;
import io.casework.routing.RoutingProperties;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One payment within a transaction: known before? what is known? the score, and everything that
 * follows from it, written down together.
 */
@Component
class ScoringSteps {

  private static final Logger log = LoggerFactory.getLogger(ScoringSteps.class);
  private static final Set<NextAction> PROTECTIVE =
      Set.of(NextAction.FREEZE_ACCOUNT, NextAction.REQUIRE_2FA);

  private final Contexts contexts;
  private final Rules rules;
  private final Models models;
  private final Scorer scorer;
  private final Payments payments;
  private final PaymentAlerts alerts;
  private final PaymentMessages messages;
  private final NextBestAction nextBestAction;
  private final Actions actions;
  private final ProtectiveActions protectiveActions;
  private final DecisionProperties properties;
  private final BigDecimal thresholdMid;
  private final Clock clock;
  private final Stages stages;

  ScoringSteps(
      Contexts contexts,
      Rules rules,
      Models models,
      Scorer scorer,
      Payments payments,
      PaymentAlerts alerts,
      PaymentMessages messages,
      NextBestAction nextBestAction,
      Actions actions,
      ProtectiveActions protectiveActions,
      DecisionProperties properties,
      RoutingProperties routing,
      Clock clock,
      Stages stages) {
    this.contexts = contexts;
    this.rules = rules;
    this.models = models;
    this.scorer = scorer;
    this.payments = payments;
    this.alerts = alerts;
    this.messages = messages;
    this.nextBestAction = nextBestAction;
    this.actions = actions;
    this.protectiveActions = protectiveActions;
    this.properties = properties;
    this.thresholdMid = BigDecimal.valueOf(routing.thresholdMid());
    this.clock = clock;
    this.stages = stages;
  }

  /** In the caller's transaction; a repeat gets the first answer. */
  StoredAnswer score(Incoming incoming) {
    var known = payments.answerFor(incoming.key(), incoming.externalKey());
    if (known.isPresent()) {
      return known.get();
    }
    var at = clock.instant();
    var question = question(incoming.payment(), at);
    var context = stages.time("context", () -> contexts.read(question));
    var scored = stages.time("assess", () -> assess(incoming, context, at));
    var answer = stages.time("store", () -> payments.store(scored, incoming));
    stages.run("follow", () -> follow(scored, question, context));
    return answer;
  }

  private Question question(Payment payment, Instant at) {
    return new Question(
        payment.senderId(),
        payment.receiverId(),
        payment.device(),
        payment.geo(),
        at,
        properties.velocity().window());
  }

  private ScoredPayment assess(Incoming incoming, Context context, Instant at) {
    var payment = incoming.payment();
    var locked = actions.frozen(payment.senderId());
    var facts = new FactMap(PaymentFacts.of(payment, context, locked));
    var features = features(payment, context, at);
    var ruleSet = rules.active();
    var model = models.current().orElse(null);
    var assessment = scorer.assess(facts, features, ruleSet, model);
    log.debug("flags {} rule score {}", assessment.flags(), assessment.ruleScore());
    // A locked account is in somebody's hands already; each try would be another case.
    var inReview =
        !locked && (assessment.score().compareTo(thresholdMid) >= 0 || assessment.asksForReview());
    var answer =
        Answer.of(
            incoming.transactionId(), payment, facts, assessment, context.receiver(), inReview, at);
    return new ScoredPayment(
        incoming.transactionId(),
        payment,
        assessment,
        answer,
        facts,
        features,
        model == null ? null : model.version(),
        ruleSet,
        inReview,
        at);
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

  private void follow(ScoredPayment scored, Question question, Context context) {
    if (scored.answer().canProceed()) {
      contexts.remember(question, context);
    }
    alert(scored);
    messages.announce(scored);
    protect(scored);
  }

  private void alert(ScoredPayment scored) {
    var score = scored.assessment().score();
    properties
        .alertFor(score)
        .ifPresent(
            severity ->
                alerts.raise(
                    scored.transactionId(),
                    scored.payment().senderId(),
                    scored.inReview(),
                    severity,
                    score,
                    String.join("; ", Wording.factors(scored.assessment())),
                    scored.payment().traceId(),
                    scored.at()));
  }

  // A payment that a rule stopped by itself says nothing against the sender's account.
  private void protect(ScoredPayment scored) {
    var score = scored.assessment().score();
    if (scored.assessment().blockReason() != null || score.compareTo(thresholdMid) < 0) {
      return;
    }
    var choice = nextBestAction.choose("transaction_scored", score.doubleValue());
    if (PROTECTIVE.contains(choice.action())) {
      protectiveActions.request(
          new ProtectiveActions.Request(
              "payment:" + scored.transactionId(),
              choice.action(),
              scored.payment().senderId(),
              new CaseId(scored.transactionId()),
              "score " + score,
              choice.tables()));
    }
  }
}
