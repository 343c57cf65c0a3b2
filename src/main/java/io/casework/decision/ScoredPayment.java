package io.casework.decision;

import io.casework.decision.rules.RuleSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment with all that was decided about it.
 *
 * @param modelVersion null when it was scored without a model
 * @param inReview whether people are asked to look
 */
record ScoredPayment(
    String transactionId,
    Payment payment,
    Assessment assessment,
    Answer answer,
    FactMap facts,
    double[] features,
    @Nullable String modelVersion,
    RuleSet ruleSet,
    boolean inReview,
    Instant at) {

  String featuresetId() {
    return "fs-" + transactionId;
  }
}
