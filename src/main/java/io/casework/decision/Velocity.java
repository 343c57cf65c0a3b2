package io.casework.decision;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How often and how much the sender pays within a few minutes. */
final class Velocity {

  private static final int DIGITS = 6;
  private static final BigDecimal COUNT_SHARE = new BigDecimal("0.4");
  private static final BigDecimal TOTAL_SHARE = new BigDecimal("0.6");

  private Velocity() {}

  /** 0 to 1: 0.4 x count / maximum + 0.6 x sum / maximum, each at most 1; this payment counts. */
  static BigDecimal score(FactMap facts, DecisionProperties.Velocity limits) {
    return COUNT_SHARE
        .multiply(share(facts.number("velocity.count_5m"), BigDecimal.valueOf(limits.maxCount())))
        .add(TOTAL_SHARE.multiply(share(facts.number("velocity.sum_5m_zar"), limits.maxTotal())))
        .setScale(DIGITS, RoundingMode.HALF_UP);
  }

  /** Whether count or sum lies above its limit. */
  static boolean breached(FactMap facts, DecisionProperties.Velocity limits) {
    return facts.number("velocity.count_5m").compareTo(BigDecimal.valueOf(limits.maxCount())) > 0
        || facts.number("velocity.sum_5m_zar").compareTo(limits.maxTotal()) > 0;
  }

  static BigDecimal share(BigDecimal value, BigDecimal of) {
    return value.divide(of, DIGITS, RoundingMode.HALF_UP).min(BigDecimal.ONE);
  }
}
