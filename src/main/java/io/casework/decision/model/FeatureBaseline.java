package io.casework.decision.model;

import java.util.ArrayList;
import java.util.List;

/**
 * How a feature was spread when the model learnt it, to notice later that it has drifted.
 *
 * @param cuts between the bins, growing; a bin ends with its cut and includes it
 * @param shares of the training payments in each bin, one more than cuts
 */
public record FeatureBaseline(String feature, double mean, List<Double> cuts, List<Double> shares) {

  private static final int BINS = 10;

  static List<FeatureBaseline> of(FeatureRows rows) {
    List<FeatureBaseline> baselines = new ArrayList<>();
    for (int feature = 0; feature < Features.NAMES.size(); feature++) {
      baselines.add(of(Features.NAMES.get(feature), rows.sorted(feature)));
    }
    return baselines;
  }

  private static FeatureBaseline of(String name, float[] sorted) {
    double sum = 0;
    for (var value : sorted) {
      sum += value;
    }
    List<Double> cuts = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    int from = 0;
    for (int bin = 1; bin < BINS; bin++) {
      var cut = sorted[(int) ((long) bin * sorted.length / BINS)];
      // Values that are equal stay together, so a feature with few values has few bins.
      int to = from;
      while (to < sorted.length && sorted[to] <= cut) {
        to++;
      }
      if (to > from && to < sorted.length) {
        cuts.add((double) cut);
        shares.add((to - from) / (double) sorted.length);
        from = to;
      }
    }
    shares.add((sorted.length - from) / (double) sorted.length);
    return new FeatureBaseline(name, sum / sorted.length, cuts, shares);
  }
}
