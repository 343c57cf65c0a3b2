package io.casework.decision.model;

import java.util.List;

/** A learned model; safe for many threads. Not-a-number as a feature means: not known. */
public interface Model {

  /** Names the model for ever: its kind and the digest of its file. */
  String version();

  /**
   * The probability of fraud, 0 to 1; a model without labels says how unusual the payment is.
   *
   * @param features values in the order of {@link Features#NAMES}
   */
  double score(double[] features);

  /** The score with what each feature added to it. */
  Explanation explain(double[] features);

  /**
   * Contributions in log-odds: {@code base} and all contributions add up to the score's log-odds.
   *
   * @param contributions in the order of {@link Features#NAMES}
   */
  record Explanation(double score, double base, List<Double> contributions) {}
}
