package io.casework.decision.model;

import java.time.Instant;
import java.util.List;

/**
 * What the features are computed from, the same when a model is trained and when it scores.
 *
 * <p>Windows are 1, 7 and 30 days. The customer's end with the payment itself and include it. The
 * receiver's are whole UTC days and end eight days before the payment's day, because what is fraud
 * is known a week later.
 *
 * @param amount in the base currency
 * @param customerCounts payments of the sender in each window
 * @param customerAverages their average amount
 * @param receiverCounts payments to the receiver in each window
 * @param receiverFrauds those of them that turned out to be fraud
 */
public record FeatureInputs(
    Instant at,
    double amount,
    double[] customerCounts,
    double[] customerAverages,
    double[] receiverCounts,
    double[] receiverFrauds) {

  public static final List<Integer> WINDOW_DAYS = List.of(1, 7, 30);

  /** After so many days it is known of a payment whether it was fraud. */
  public static final int RECEIVER_DELAY_DAYS = 7;
}
