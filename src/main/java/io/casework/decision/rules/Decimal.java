package io.casework.decision.rules;

import java.math.BigDecimal;

/**
 * A number that compares exactly as a decimal, and fast: the nearest doubles decide unless they
 * tie.
 */
final class Decimal implements Comparable<Decimal> {

  private final Number number;
  private final double near;

  Decimal(Number number) {
    this.number = number;
    this.near = number.doubleValue() + 0.0; // makes -0.0 and 0.0 one number
  }

  /** As it was given. */
  Number number() {
    return number;
  }

  boolean isNumber() {
    return !Double.isNaN(near);
  }

  @Override
  public int compareTo(Decimal other) {
    var byNear = Double.compare(near, other.near);
    return byNear != 0 || Double.isInfinite(near) ? byNear : exact().compareTo(other.exact());
  }

  private BigDecimal exact() {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof Long || number instanceof Integer) {
      return BigDecimal.valueOf(number.longValue());
    }
    // A double means the decimal that people read: 0.1, not 0.1000000000000000055.
    return new BigDecimal(number.toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decimal decimal && compareTo(decimal) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(near);
  }
}
