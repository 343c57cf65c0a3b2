package io.casework.decision;

import java.util.Locale;

/** Where a payment stands. */
enum PaymentStatus {
  /** Waits in the queue; not scored yet. */
  PENDING,
  APPROVED,
  /** Held until the customer has proved who pays, or a person has decided. */
  FLAGGED,
  DECLINED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
