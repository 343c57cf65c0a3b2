package io.casework.decision.model;

import java.time.Instant;
import java.util.List;

/**
 * What the features are computed from, the same when a model is trained and when it scores.
 *
 * <p>Windows are {@link #WINDOW_DAYS} long. The customer's end with the payment itself and include
 * it; a payment that is exactly a window old is outside. The receiver's are whole UTC days, and the
 * newest is a week before the payment's day, because what is fraud is known a week later: for a
 * payment on day D the window of w days covers D-6-w to D-7, both included, so 1 day is D-7, 7 days
 * are D-13 to D-7, and 30 days are D-36 to D-7.
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

  /** So many days after a payment's day it is known whether it was fraud. */
  public static final int LABEL_DELAY_DAYS = 7;
}
