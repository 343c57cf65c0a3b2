package io.casework.decision.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows whose scores are known from where a model was trained. A model whose classes are swapped, or
 * whose features come in another order, looks fine until it is asked these.
 *
 * <p>{@code {"feature_names": […], "rows": [{"features": […], "probability": 0.03}, …]}}
 */
record GoldenRows(List<double[]> rows, double[] probabilities) {

  private static final int FEWEST = 5;
  private static final int MOST = 10_000;
  private static final double TOLERANCE = 1e-4;
  // Rows that all score .5 would not notice swapped classes.
  private static final double DECIDED = 0.05;

  static GoldenRows read(ModelFile file) throws UnusableModel {
    var root = file.json();
    XgboostJson.checkNames(file, root.path("feature_names"));
    int count = root.path("rows").size();
    if (count < FEWEST || count > MOST) {
      throw file.unusable("%d rows instead of %d to %d".formatted(count, FEWEST, MOST));
    }
    List<double[]> rows = new ArrayList<>();
    var probabilities = new double[count];
    for (var row : root.path("rows")) {
      probabilities[rows.size()] = probability(file, row.path("probability"));
      rows.add(features(file, row.path("features")));
    }
    if (Arrays.stream(probabilities).allMatch(p -> Math.abs(p - 0.5) < DECIDED)) {
      throw file.unusable("all probabilities are about 0.5, which proves nothing");
    }
    return new GoldenRows(rows, probabilities);
  }

  /** Refuses a model that scores any row otherwise. */
  void check(ModelFile file, Model model) throws UnusableModel {
    for (int row = 0; row < probabilities.length; row++) {
      double score = model.score(rows.get(row));
      if (!(Math.abs(score - probabilities[row]) <= TOLERANCE)) {
        throw file.unusable(
            "golden row %d scores %.6f instead of %.6f".formatted(row, score, probabilities[row])
                + (Math.abs(1 - score - probabilities[row]) <= TOLERANCE
                    ? "; are the classes swapped?"
                    : ""));
      }
    }
  }

  /** The middle of each feature. */
  double[] medians() {
    var medians = new double[Features.NAMES.size()];
    Arrays.setAll(
        medians,
        feature ->
            rows.stream().mapToDouble(row -> row[feature]).sorted().toArray()[rows.size() / 2]);
    return medians;
  }

  private static double probability(ModelFile file, JsonNode node) throws UnusableModel {
    if (!node.isNumber() || node.asDouble() < 0 || node.asDouble() > 1) {
      throw file.unusable("probability " + node + " is not between 0 and 1");
    }
    return node.asDouble();
  }

  private static double[] features(ModelFile file, JsonNode array) throws UnusableModel {
    var features = new double[Features.NAMES.size()];
    if (array.size() != features.length) {
      throw file.unusable(
          "a row has %d features instead of %d".formatted(array.size(), features.length));
    }
    for (int i = 0; i < features.length; i++) {
      if (!array.get(i).isNumber()) {
        throw file.unusable("feature " + array.get(i) + " is no number");
      }
      features[i] = array.get(i).asDouble();
    }
    return features;
  }
}
