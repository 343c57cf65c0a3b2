package io.casework.decision.model;

/** Features as models compute with them: XGBoost's numbers are floats. */
final class FeatureVector {

  private FeatureVector() {}

  /** Not-a-number stands for a missing value. */
  static float[] of(double[] features) {
    if (features.length != Features.NAMES.size()) {
      throw new IllegalArgumentException(
          "%d features instead of %d".formatted(features.length, Features.NAMES.size()));
    }
    var vector = new float[features.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) features[i];
    }
    return vector;
  }
}
