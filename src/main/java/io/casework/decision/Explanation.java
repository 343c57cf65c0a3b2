package io.casework.decision;

import io.casework.decision.rules.RuleHit;
import java.math.BigDecimal;
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

  static Explanation of(Assessment assessment, FactMap facts, double[] features) {
    return new Explanation(
        assessment.ruleScore(),
        assessment.ruleShare(),
        assessment.modelScore(),
        assessment.velocity(),
        assessment.velocityBreached(),
        assessment.anomaly(),
        assessment.zScore(),
        assessment.hits(),
        assessment.contributions(),
        facts.values(),
        features);
  }
}
