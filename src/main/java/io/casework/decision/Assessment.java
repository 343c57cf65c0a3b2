package io.casework.decision;

import io.casework.decision.rules.RuleHit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scored payment.
 *
 * @param score 0 to 1, four digits
 * @param ruleScore rules, velocity and anomaly together
 * @param modelScore null without a model
 * @param ruleShare how much of the score is the rule score
 * @param velocity 0 to 1
 * @param anomaly 0 to 1; null when it could not be computed
 * @param zScore null when it could not be computed
 * @param blockReason why it was blocked without a score; null otherwise
 * @param contributions largest first; they add up to the score
 */
record Assessment(
    BigDecimal score,
    RiskLevel level,
    BigDecimal ruleScore,
    @Nullable BigDecimal modelScore,
    BigDecimal ruleShare,
    BigDecimal velocity,
    boolean velocityBreached,
    @Nullable BigDecimal anomaly,
    @Nullable BigDecimal zScore,
    @Nullable String blockReason,
    Set<String> flags,
    List<RuleHit> hits,
    List<Contribution> contributions,
    boolean asksForReview) {}
