package io.casework.decision;

import io.casework.decision.DecisionProperties.Weights;
import io.casework.decision.rules.RuleHit;
import io.casework.decision.rules.RuleResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The deterministic signals together; one that is absent leaves its weight to the others. */
final class Fusion {

  private static final int DIGITS = 4;
  private static final int INNER_DIGITS = 10;

  private final Weights weights;

  private final RuleResult rules;
  private final BigDecimal velocity;
  private final @Nullable BigDecimal anomaly;
  private final BigDecimal present;

  Fusion(Weights weights, RuleResult rules, BigDecimal velocity, @Nullable BigDecimal anomaly) {
    this.weights = weights;
    this.rules = rules;
    this.velocity = velocity;
    this.anomaly = anomaly;
    var both = weights.rules().add(weights.velocity());
    this.present = anomaly == null ? both : both.add(weights.anomaly());
  }

  BigDecimal ruleScore() {
    return part(weights.rules(), rules.score())
        .add(part(weights.velocity(), velocity))
        .add(anomaly == null ? BigDecimal.ZERO : part(weights.anomaly(), anomaly))
        .min(BigDecimal.ONE);
  }

  private BigDecimal part(BigDecimal weight, BigDecimal signal) {
    return weight.multiply(signal).divide(present, INNER_DIGITS, RoundingMode.HALF_UP);
  }

  List<Contribution> contributions(
      BigDecimal score, BigDecimal ruleShare, @Nullable BigDecimal modelScore) {
    var parts = new ArrayList<Contribution>();
    var raw = rules.hits().stream().map(RuleHit::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (raw.signum() > 0) {
      var ofRules = part(weights.rules(), rules.score()).multiply(ruleShare);
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
            "Much or often paid within minutes",
            velocity,
            part(weights.velocity(), velocity).multiply(ruleShare)));
    if (anomaly != null) {
      parts.add(
          new Contribution(
              "anomaly",
              "Amount unlike the sender's own past",
              anomaly,
              part(weights.anomaly(), anomaly).multiply(ruleShare)));
    }
    if (modelScore != null) {
      parts.add(
          new Contribution(
              "model",
              "Resembles past fraud",
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

  /** The final score: the rule score and the model's, by the rule score's share. */
  static BigDecimal mix(
      BigDecimal ruleScore, @Nullable BigDecimal modelScore, BigDecimal ruleShare) {
    var score =
        modelScore == null
            ? ruleScore
            : ruleScore
                .multiply(ruleShare)
                .add(modelScore.multiply(BigDecimal.ONE.subtract(ruleShare)));
    return score.min(BigDecimal.ONE).setScale(DIGITS, RoundingMode.HALF_UP);
  }

  static Contribution contribution(RuleHit hit, BigDecimal share) {
    return new Contribution("rule:" + hit.ruleId(), hit.name(), hit.weight(), share);
  }
}
