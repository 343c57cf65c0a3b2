package io.casework.decision.model;

/**
 * A decision tree; node 0 is its root, and a node without a left child is a leaf.
 *
 * @param thresholds of inner nodes: smaller values go left
 * @param outputs of leaves, in log-odds
 * @param missingLeft whether a missing value goes left
 * @param covers how much of the training data came by
 */
record Tree(
    int[] left,
    int[] right,
    int[] features,
    float[] thresholds,
    float[] outputs,
    boolean[] missingLeft,
    float[] covers) {

  boolean isLeaf(int node) {
    return left[node] < 0;
  }

  int next(int node, float[] row) {
    var value = row[features[node]];
    var goesLeft = Float.isNaN(value) ? missingLeft[node] : value < thresholds[node];
    return goesLeft ? left[node] : right[node];
  }

  float output(float[] row) {
    int node = 0;
    while (!isLeaf(node)) {
      node = next(node, row);
    }
    return outputs[node];
  }

  /** What the tree says of the training data on average. */
  double mean(int node) {
    if (isLeaf(node)) {
      return outputs[node];
    }
    double below = covers[left[node]] + (double) covers[right[node]];
    return (mean(left[node]) * covers[left[node]] + mean(right[node]) * covers[right[node]])
        / below;
  }

  int depth(int node) {
    return isLeaf(node) ? 0 : 1 + Math.max(depth(left[node]), depth(right[node]));
  }
}
