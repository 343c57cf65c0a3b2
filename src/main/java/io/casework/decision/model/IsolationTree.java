package io.casework.decision.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Cuts a sample at random until every payment stands alone; the unusual stand alone early.
 *
 * <p>Nodes are in preorder: the left child follows its parent.
 *
 * @param features of inner nodes; -1 in leaves
 * @param values threshold of inner nodes, payments of the sample in leaves
 */
record IsolationTree(int[] features, float[] values, int[] right, float[] pathLengths) {

  private static final int LEAF = -1;
  private static final int MAX_DEPTH = 32;
  private static final double EULER = 0.5772156649015329;

  /** How many cuts a payment among so many takes on average. */
  static double averagePath(double payments) {
    if (payments <= 2) {
      return payments == 2 ? 1 : 0;
    }
    return 2 * (Math.log(payments - 1) + EULER) - 2 * (payments - 1) / payments;
  }

  double pathLength(float[] row) {
    int node = 0;
    while (features[node] != LEAF) {
      node = row[features[node]] < values[node] ? node + 1 : right[node];
    }
    return pathLengths[node];
  }

  /** Completes what is stored; throws when the nodes are no tree. */
  static IsolationTree of(int[] features, float[] values) {
    var tree =
        new IsolationTree(features, values, new int[features.length], new float[features.length]);
    if (tree.complete(0, 0) != features.length) {
      throw new IllegalArgumentException("has nodes that are not part of it");
    }
    return tree;
  }

  private int complete(int node, int depth) {
    if (node >= features.length || depth > MAX_DEPTH) {
      throw new IllegalArgumentException("is no tree of depth " + MAX_DEPTH + " at most");
    }
    if (features[node] == LEAF) {
      pathLengths[node] = (float) (depth + averagePath(values[node]));
      return node + 1;
    }
    right[node] = complete(node + 1, depth + 1);
    return complete(right[node], depth + 1);
  }

  static IsolationTree grow(List<float[]> sample, Random random) {
    List<Integer> features = new ArrayList<>();
    List<Float> values = new ArrayList<>();
    // Deeper cuts only tell apart what is usual.
    int limit = (int) Math.ceil(Math.log(sample.size()) / Math.log(2));
    grow(new ArrayList<>(sample), limit, random, features, values);
    var thresholds = new float[values.size()];
    for (int i = 0; i < thresholds.length; i++) {
      thresholds[i] = values.get(i);
    }
    return of(features.stream().mapToInt(Integer::intValue).toArray(), thresholds);
  }

  private static void grow(
      List<float[]> sample, int cuts, Random random, List<Integer> features, List<Float> values) {
    var varying = varying(sample);
    if (sample.size() <= 1 || cuts == 0 || varying.isEmpty()) {
      features.add(LEAF);
      values.add((float) sample.size());
      return;
    }
    int feature = varying.get(random.nextInt(varying.size()));
    float threshold = threshold(sample, feature, random);
    List<float[]> below = new ArrayList<>();
    List<float[]> others = new ArrayList<>();
    for (var row : sample) {
      (row[feature] < threshold ? below : others).add(row);
    }
    features.add(feature);
    values.add(threshold);
    grow(below, cuts - 1, random, features, values);
    grow(others, cuts - 1, random, features, values);
  }

  private static List<Integer> varying(List<float[]> sample) {
    List<Integer> varying = new ArrayList<>();
    for (int feature = 0; feature < Features.NAMES.size(); feature++) {
      for (var row : sample) {
        if (row[feature] != sample.get(0)[feature]) {
          varying.add(feature);
          break;
        }
      }
    }
    return varying;
  }

  private static float threshold(List<float[]> sample, int feature, Random random) {
    float smallest = Float.POSITIVE_INFINITY;
    float largest = Float.NEGATIVE_INFINITY;
    for (var row : sample) {
      smallest = Math.min(smallest, row[feature]);
      largest = Math.max(largest, row[feature]);
    }
    float threshold = smallest + random.nextFloat() * (largest - smallest);
    // Above the smallest, so that both sides have something.
    return threshold > smallest ? threshold : largest;
  }
}
