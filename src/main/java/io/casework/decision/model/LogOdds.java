package io.casework.decision.model;

/** Between probabilities and their log-odds. */
final class LogOdds {

  // So that certainty stays a number.
  private static final double SMALLEST = 1e-12;

  private LogOdds() {}

  static double of(double probability) {
    var bounded = Math.min(1 - SMALLEST, Math.max(SMALLEST, probability));
    return Math.log(bounded / (1 - bounded));
  }

  static double toProbability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }
}
