package io.casework.decision.context;

import org.jspecify.annotations.Nullable;

/**
 * The receiver.
 *
 * @param known whether the sender has paid it before
 * @param reputation 0 to 1; 0.5 for a stranger
 * @param payments received by everyone; counts today up to a thousand
 * @param counts payments in the model's windows
 * @param windowFrauds those of them that were fraud
 */
public record Receiver(
    @Nullable String name,
    boolean verified,
    boolean known,
    double reputation,
    long payments,
    long frauds,
    double[] counts,
    double[] windowFrauds) {

  private static final double FRAUD_WEIGHS = 10;

  /** One fraud weighs as much as ten clean payments; nothing known gives one half. */
  static double reputation(long payments, long frauds) {
    var clean = Math.max(0, payments - frauds);
    return (clean + 1) / (clean + 2 + FRAUD_WEIGHS * frauds);
  }
}
