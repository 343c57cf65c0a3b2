package io.casework.decision;

import io.casework.decision.context.Tier;
import io.casework.decision.model.Model;
import io.casework.decision.rules.RuleHit;
import io.casework.decision.rules.RuleResult;
import io.casework.decision.rules.RuleSet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
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
    var fused = new Fusion(result, velocity, anomaly);
    var ruleShare = modelScore == null ? BigDecimal.ONE : ruleShare(facts);
    var score =
        block.isPresent()
            ? BigDecimal.ONE.setScale(DIGITS)
            : mix(fused.ruleScore(), modelScore, ruleShare);
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
            ? List.of(contribution(block.get(), score))
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

  private static BigDecimal mix(
      BigDecimal ruleScore, @Nullable BigDecimal modelScore, BigDecimal ruleShare) {
    var score =
        modelScore == null
            ? ruleScore
            : ruleScore
                .multiply(ruleShare)
                .add(modelScore.multiply(BigDecimal.ONE.subtract(ruleShare)));
    return score.min(BigDecimal.ONE).setScale(DIGITS, RoundingMode.HALF_UP);
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

  private static Contribution contribution(RuleHit hit, BigDecimal share) {
    return new Contribution("rule:" + hit.ruleId(), Wording.of(hit), hit.weight(), share);
  }

  /** The deterministic signals together; one that is absent leaves its weight to the others. */
  private final class Fusion {

    private final RuleResult rules;
    private final BigDecimal velocity;
    private final @Nullable BigDecimal anomaly;
    private final BigDecimal present;

    Fusion(RuleResult rules, BigDecimal velocity, @Nullable BigDecimal anomaly) {
      this.rules = rules;
      this.velocity = velocity;
      this.anomaly = anomaly;
      var weights = settings.weights();
      var both = weights.rules().add(weights.velocity());
      this.present = anomaly == null ? both : both.add(weights.anomaly());
    }

    BigDecimal ruleScore() {
      return part(settings.weights().rules(), rules.score())
          .add(part(settings.weights().velocity(), velocity))
          .add(anomaly == null ? BigDecimal.ZERO : part(settings.weights().anomaly(), anomaly))
          .min(BigDecimal.ONE);
    }

    private BigDecimal part(BigDecimal weight, BigDecimal signal) {
      return weight.multiply(signal).divide(present, INNER_DIGITS, RoundingMode.HALF_UP);
    }

    List<Contribution> contributions(
        BigDecimal score, BigDecimal ruleShare, @Nullable BigDecimal modelScore) {
      var parts = new ArrayList<Contribution>();
      var raw =
          rules.hits().stream().map(RuleHit::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
      if (raw.signum() > 0) {
        var ofRules = part(settings.weights().rules(), rules.score()).multiply(ruleShare);
        rules.hits().stream()
            .filter(hit -> hit.weight().signum() > 0)
            .map(
                hit ->
                    contribution(
                        hit,
                        ofRules
                            .multiply(hit.weight())
                            .divide(raw, INNER_DIGITS, RoundingMode.HALF_UP)))
            .forEach(parts::add);
      }
      parts.add(
          new Contribution(
              "velocity",
              "Frequency and sum of the last minutes",
              velocity,
              part(settings.weights().velocity(), velocity).multiply(ruleShare)));
      if (anomaly != null) {
        parts.add(
            new Contribution(
                "anomaly",
                "Amount unlike the sender's own past",
                anomaly,
                part(settings.weights().anomaly(), anomaly).multiply(ruleShare)));
      }
      if (modelScore != null) {
        parts.add(
            new Contribution(
                "model",
                "Learned model",
                modelScore.setScale(DIGITS, RoundingMode.HALF_UP),
                modelScore.multiply(BigDecimal.ONE.subtract(ruleShare))));
      }
      return addingUpTo(score, parts);
    }

    // Rounded parts rarely add up to the rounded whole: the largest one takes the difference.
    private static List<Contribution> addingUpTo(BigDecimal score, List<Contribution> parts) {
      var rounded =
          parts.stream()
              .map(part -> with(part, part.contribution().setScale(DIGITS, RoundingMode.HALF_UP)))
              .sorted(Comparator.comparing(Contribution::contribution).reversed())
              .toList();
      var sum =
          rounded.stream().map(Contribution::contribution).reduce(BigDecimal.ZERO, BigDecimal::add);
      var result = new ArrayList<>(rounded);
      var first = result.get(0);
      result.set(0, with(first, first.contribution().add(score.subtract(sum))));
      return List.copyOf(result);
    }

    private static Contribution with(Contribution part, BigDecimal contribution) {
      return new Contribution(part.signal(), part.text(), part.value(), contribution);
    }
  }
}
