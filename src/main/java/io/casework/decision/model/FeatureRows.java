package io.casework.decision.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Payments ready to learn from or to be judged by, row by row. */
final class FeatureRows {

  private final List<float[]> vectors = new ArrayList<>();
  private final List<LabelledPayment> payments = new ArrayList<>();

  void add(double[] features, LabelledPayment payment) {
    vectors.add(FeatureVector.of(features));
    payments.add(payment);
  }

  int size() {
    return payments.size();
  }

  float[] vector(int row) {
    return vectors.get(row);
  }

  LabelledPayment payment(int row) {
    return payments.get(row);
  }

  int frauds() {
    return (int) payments.stream().filter(LabelledPayment::fraud).count();
  }

  float[] labels() {
    var labels = new float[size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = payments.get(row).fraud() ? 1 : 0;
    }
    return labels;
  }

  /** All vectors one after the other, as XGBoost takes them. */
  float[] flat() {
    int width = Features.NAMES.size();
    var flat = new float[size() * width];
    for (int row = 0; row < size(); row++) {
      System.arraycopy(vectors.get(row), 0, flat, row * width, width);
    }
    return flat;
  }

  /** One feature of all rows, sorted. */
  float[] sorted(int feature) {
    var column = new float[size()];
    for (int row = 0; row < column.length; row++) {
      column[row] = vectors.get(row)[feature];
    }
    Arrays.sort(column);
    return column;
  }

  /** The middle of each feature: an ordinary payment. */
  double[] medians() {
    var medians = new double[Features.NAMES.size()];
    Arrays.setAll(medians, feature -> sorted(feature)[size() / 2]);
    return medians;
  }

  double[] scores(Model model) {
    var scores = new double[size()];
    var features = new double[Features.NAMES.size()];
    for (int row = 0; row < scores.length; row++) {
      for (int i = 0; i < features.length; i++) {
        features[i] = vectors.get(row)[i];
      }
      scores[row] = model.score(features);
    }
    return scores;
  }
}
