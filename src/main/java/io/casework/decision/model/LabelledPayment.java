package io.casework.decision.model;

import java.time.Instant;

/** A payment of which is known whether it was fraud. */
record LabelledPayment(Instant at, String customer, String receiver, double amount, boolean fraud) {

  private static final int SECONDS_OF_DAY = 86_400;

  /** Days since 1970, UTC. */
  int day() {
    return Math.toIntExact(Math.floorDiv(at.getEpochSecond(), SECONDS_OF_DAY));
  }
}
