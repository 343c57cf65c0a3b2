package io.casework.decision;

import io.casework.decision.context.Receiver;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the caller hears about a payment.
 *
 * @param riskPercentage the score in whole percent
 * @param contributions what added up to the score; {@code riskBreakdown} is context beside it
 * @param blockReason the rule that blocked it by itself; null otherwise
 * @param caseId the case in which people look at it; null if nobody does
 */
record Answer(
    String transactionId,
    String status,
    BigDecimal riskScore,
    RiskLevel riskLevel,
    int riskPercentage,
    RiskLevel.Action action,
    String message,
    @Nullable String blockReason,
    Breakdown riskBreakdown,
    List<Contribution> contributions,
    List<String> factors,
    List<String> flags,
    ReceiverInfo receiverInfo,
    List<String> recommendations,
    boolean canProceed,
    boolean requiresOtp,
    int estimatedDelay,
    @Nullable String caseId,
    Instant scoredAt) {

  static Answer of(
      String transactionId,
      Payment payment,
      FactMap facts,
      Assessment assessment,
      Receiver receiver,
      boolean inReview,
      Instant at) {
    var action = assessment.level().action();
    return new Answer(
        transactionId,
        action.status().toString(),
        assessment.score(),
        assessment.level(),
        assessment.score().movePointRight(2).setScale(0, RoundingMode.HALF_UP).intValue(),
        action,
        assessment.level().message(),
        assessment.blockReason(),
        Breakdown.of(facts, assessment, at),
        assessment.contributions(),
        Wording.factors(assessment),
        List.copyOf(assessment.flags()),
        new ReceiverInfo(
            receiver.name() == null ? payment.receiverName() : receiver.name(),
            receiver.verified(),
            BigDecimal.valueOf(receiver.reputation()).setScale(4, RoundingMode.HALF_UP),
            receiver.payments()),
        Wording.recommendations(assessment),
        action.canProceed(),
        action == RiskLevel.Action.OTP_REQUIRED,
        action.delaySeconds(),
        inReview ? transactionId : null,
        at);
  }

  /** What is known of the receiver; a name that only the caller gave is not verified. */
  record ReceiverInfo(
      @Nullable String name,
      boolean verified,
      BigDecimal reputationScore,
      long totalTransactions) {}
}
