package io.casework.decision;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** How unlike the sender's own past an amount is. */
final class Anomaly {

  private static final int DIGITS = 6;
  private static final int LEAST_HISTORY = 3;

  private Anomaly() {}

  /** The z-score of the amount in the sender's last 30 days; null when it says nothing. */
  static @Nullable BigDecimal zScore(FactMap facts) {
    if (facts.number("history.count_30d").intValue() < LEAST_HISTORY) {
      return null;
    }
    var deviation = facts.number("history.deviation_30d");
    if (deviation.signum() == 0) {
      return null;
    }
    return facts
        .number("amount_zar")
        .subtract(facts.number("history.average_30d"))
        .divide(deviation, MathContext.DECIMAL64)
        .setScale(DIGITS, RoundingMode.HALF_UP);
  }

  /** min(|z| / limit, 1); null without enough history, or when all amounts are the same. */
  static @Nullable BigDecimal score(FactMap facts, double limit) {
    var z = zScore(facts);
    if (z != null) {
      return Velocity.share(z.abs(), BigDecimal.valueOf(limit));
    }
    var hasHistory = facts.number("history.count_30d").intValue() >= LEAST_HISTORY;
    var differs =
        hasHistory
            && facts.number("amount_zar").compareTo(facts.number("history.average_30d")) != 0;
    return differs ? BigDecimal.ONE : null;
  }
}
