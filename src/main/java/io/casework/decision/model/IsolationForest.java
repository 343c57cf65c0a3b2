package io.casework.decision.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How unlike all others a payment is; needs no labels (Liu, Ting, Zhou: "Isolation Forest").
 *
 * <p>The score is no probability: .5 is ordinary, and above .6 few payments are found.
 */
final class IsolationForest implements Model {

  static final int TREES = 100;
  static final int SAMPLE = 256;

  private final String version;
  private final List<IsolationTree> trees;
  private final double averagePath;
  private final SampledShapley shapley;

  /**
   * @param sample payments that each tree was grown from
   * @param reference an ordinary payment, against which others are explained
   */
  IsolationForest(String version, List<IsolationTree> trees, int sample, double[] reference) {
    this.version = version;
    this.trees = List.copyOf(trees);
    this.averagePath = IsolationTree.averagePath(sample);
    this.shapley = new SampledShapley(reference);
  }

  static List<IsolationTree> grow(FeatureRows rows, long seed) {
    var random = new Random(seed);
    List<IsolationTree> trees = new ArrayList<>();
    for (int tree = 0; tree < TREES; tree++) {
      var sample =
          random
              .ints(0, rows.size())
              .distinct()
              .limit(Math.min(SAMPLE, rows.size()))
              .mapToObj(rows::vector)
              .toList();
      trees.add(IsolationTree.grow(sample, random));
    }
    return trees;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public double score(double[] features) {
    var row = FeatureVector.of(features);
    double sum = 0;
    for (var tree : trees) {
      sum += tree.pathLength(row);
    }
    return Math.pow(2, -sum / trees.size() / averagePath);
  }

  @Override
  public Explanation explain(double[] features) {
    return shapley.explain(this::score, features);
  }
}
