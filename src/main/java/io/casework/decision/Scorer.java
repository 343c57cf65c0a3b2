package io.casework.decision;

import io.casework.decision.context.Tier;
import io.casework.decision.model.Model;
import io.casework.decision.rules.RuleHit;
import io.casework.decision.rules.RuleResult;
import io.casework.decision.rules.RuleSet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Facts, rules and model to one score: the same arguments give the same number, today and when an
 * auditor asks.
 */
@Component
class Scorer {

  static final String VELOCITY_BREACHED = "VELOCITY_LIMIT";
  static final String NEW_CUSTOMER = "NEW_USER";

  private static final Logger log = LoggerFactory.getLogger(Scorer.class);
  private static final int DIGITS = 4;
  private static final int INNER_DIGITS = 10;

  private final DecisionProperties settings;

  Scorer(DecisionProperties settings) {
    this.settings = settings;
  }

  /**
   * @param features in the order of the model; not looked at without one
   */
  Assessment assess(FactMap facts, double[] features, RuleSet rules, @Nullable Model model) {
    var result = rules.evaluate(facts);
    var velocity = Velocity.score(facts, settings.velocity());
    var breached = Velocity.breached(facts, settings.velocity());
    var anomaly = Anomaly.score(facts, settings.anomalyZScore());
    var block = result.hardBlock();
    var modelScore = block.isPresent() || model == null ? null : score(model, features);
    var fused = new Fusion(settings.weights(), result, velocity, anomaly);
    var ruleShare = modelScore == null ? BigDecimal.ONE : ruleShare(facts);
    var score =
        block.isPresent()
            ? BigDecimal.ONE.setScale(DIGITS)
            : Fusion.mix(fused.ruleScore(), modelScore, ruleShare);
    return new Assessment(
        score,
        block.isPresent() ? RiskLevel.VERY_HIGH : settings.bands().of(score),
        fused.ruleScore(),
        modelScore,
        ruleShare,
        velocity,
        breached,
        anomaly,
        Anomaly.zScore(facts),
        block.map(RuleHit::name).orElse(null),
        flags(facts, result, breached),
        result.hits(),
        block.isPresent()
            ? List.of(Fusion.contribution(block.get(), score))
            : fused.contributions(score, ruleShare, modelScore),
        result.asksForReview());
  }

  private BigDecimal ruleShare(FactMap facts) {
    return settings
        .weights()
        .ruleShare(Tier.valueOf(facts.text("customer.tier")), facts.flag("customer.new"));
  }

  // A model that fails must not stop payments: the other signals carry on.
  private static @Nullable BigDecimal score(Model model, double[] features) {
    try {
      var score = model.score(features);
      if (score >= 0 && score <= 1) {
        return BigDecimal.valueOf(score).setScale(INNER_DIGITS, RoundingMode.HALF_UP);
      }
      log.warn("model {} gave no probability; scored without it", model.version());
    } catch (RuntimeException e) {
      log.warn("model {} failed; scored without it: {}", model.version(), e.toString());
    }
    return null;
  }

  private static Set<String> flags(FactMap facts, RuleResult result, boolean breached) {
    var flags = new LinkedHashSet<String>();
    result.hits().forEach(hit -> add(flags, hit.flag()));
    if (breached) {
      flags.add(VELOCITY_BREACHED);
    }
    if (facts.flag("customer.new")) {
      flags.add(NEW_CUSTOMER);
    }
    return flags;
  }

  private static void add(Set<String> flags, @Nullable String flag) {
    if (flag != null) {
      flags.add(flag);
    }
  }
}
