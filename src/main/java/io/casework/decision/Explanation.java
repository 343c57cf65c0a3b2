package io.casework.decision;

import io.casework.decision.rules.RuleHit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a payment got its score, and everything needed to compute it again.
 *
 * @param features the model's input, in its order
 */
record Explanation(
    BigDecimal ruleScore,
    BigDecimal ruleShare,
    @Nullable BigDecimal modelScore,
    BigDecimal velocity,
    boolean velocityBreached,
    @Nullable BigDecimal anomaly,
    @Nullable BigDecimal zScore,
    List<RuleHit> hits,
    List<Contribution> contributions,
    Map<String, Object> facts,
    double[] features) {

  private static final int MOST_CHECKS = 1000;

  static Explanation of(Assessment assessment, FactMap facts, double[] features) {
    return new Explanation(
        assessment.ruleScore(),
        assessment.ruleShare(),
        assessment.modelScore(),
        assessment.velocity(),
        assessment.velocityBreached(),
        assessment.anomaly(),
        assessment.zScore(),
        traced(assessment.hits()),
        assessment.contributions(),
        facts.values(),
        features);
  }

  // Hundreds of rules with a hundred comparisons each are more than anybody reads or stores.
  private static List<RuleHit> traced(List<RuleHit> hits) {
    var left = MOST_CHECKS;
    var kept = new ArrayList<RuleHit>();
    for (var hit : hits) {
      var trace = hit.trace().subList(0, Math.min(left, hit.trace().size()));
      left -= trace.size();
      kept.add(
          new RuleHit(
              hit.ruleId(),
              hit.version(),
              hit.name(),
              hit.flag(),
              hit.weight(),
              hit.hardBlock(),
              hit.review(),
              List.copyOf(trace)));
    }
    return kept;
  }
}
