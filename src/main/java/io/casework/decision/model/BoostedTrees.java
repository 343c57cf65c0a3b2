package io.casework.decision.model;

import java.util.Arrays;
import java.util.List;

/** XGBoost's trees, scored and explained in Java; the native library is not needed. */
final class BoostedTrees implements Model {

  private final String version;
  private final double start;
  private final List<Tree> trees;
  private final double base;
  private final int depth;

  /**
   * @param start log-odds before the first tree
   */
  BoostedTrees(String version, double start, List<Tree> trees) {
    this.version = version;
    this.start = start;
    this.trees = List.copyOf(trees);
    this.base = start + trees.stream().mapToDouble(tree -> tree.mean(0)).sum();
    this.depth = trees.stream().mapToInt(tree -> tree.depth(0)).max().orElse(0);
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public double score(double[] features) {
    return LogOdds.toProbability(logOdds(FeatureVector.of(features)));
  }

  @Override
  public Explanation explain(double[] features) {
    var row = FeatureVector.of(features);
    var shap = new TreeShap(row, depth);
    for (var tree : trees) {
      shap.add(tree);
    }
    return new Explanation(
        LogOdds.toProbability(logOdds(row)),
        base,
        Arrays.stream(shap.contributions()).boxed().toList());
  }

  private double logOdds(float[] row) {
    double sum = start;
    for (var tree : trees) {
      sum += tree.output(row);
    }
    return sum;
  }
}
