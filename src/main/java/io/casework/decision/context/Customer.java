package io.casework.decision.context;

import java.time.Instant;

/**
 * The sender.
 *
 * @param trust 0 to 1, from tenure and clean payments unless it was loaded
 * @param isNew whether it has been a customer for a short time only
 */
public record Customer(Instant since, double trust, Tier tier, boolean isNew) {

  static final double GOLD_FROM = 0.8;
  static final double SILVER_FROM = 0.5;

  private static final double START = 0.3;
  private static final double TENURE = 0.4;
  private static final double TENURE_DAYS = 365;
  private static final double CLEAN = 0.3;
  private static final double CLEAN_PAYMENTS = 50;
  private static final double PER_FRAUD = 0.3;

  /** Trust grows with tenure and clean payments, and falls with every fraud of the last month. */
  static double trust(double tenureDays, long cleanPayments, long frauds) {
    var trust =
        START
            + TENURE * Math.min(tenureDays / TENURE_DAYS, 1)
            + CLEAN * Math.min(cleanPayments / CLEAN_PAYMENTS, 1)
            - PER_FRAUD * frauds;
    return Math.max(0, Math.min(1, trust));
  }

  static Tier tier(double trust) {
    if (trust >= GOLD_FROM) {
      return Tier.GOLD;
    }
    return trust >= SILVER_FROM ? Tier.SILVER : Tier.BRONZE;
  }
}
