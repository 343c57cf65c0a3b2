package io.casework.decision.model;

/**
 * What each feature of one row adds to trees' outputs: exact Shapley values, where a feature that
 * is not known follows the training data (Lundberg et al., "From local explanations to global
 * understanding with explainable AI for trees", algorithm 2).
 */
final class TreeShap {

  private static final int NO_FEATURE = -1;

  private final float[] row;
  private final double[] contributions;
  private final ShapPath[] paths;

  /**
   * @param depth of the deepest tree
   */
  TreeShap(float[] row, int depth) {
    this.row = row;
    contributions = new double[row.length];
    paths = new ShapPath[depth + 2];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = new ShapPath(depth + 2);
    }
  }

  void add(Tree tree) {
    var path = paths[0];
    path.clear();
    path.extend(NO_FEATURE, 1, 1);
    descend(tree, 0, 0);
  }

  double[] contributions() {
    return contributions;
  }

  private void descend(Tree tree, int node, int level) {
    var path = paths[level];
    if (tree.isLeaf(node)) {
      for (int i = 1; i < path.length(); i++) {
        contributions[path.feature(i)] +=
            path.weightWithout(i) * (path.known(i) - path.unknown(i)) * tree.outputs()[node];
      }
      return;
    }
    int feature = tree.features()[node];
    double unknown = 1;
    double known = 1;
    int asked = path.indexOf(feature);
    if (asked > 0) {
      unknown = path.unknown(asked);
      known = path.known(asked);
      path.remove(asked);
    }
    int taken = tree.next(node, row);
    for (int child : new int[] {tree.left()[node], tree.right()[node]}) {
      var below = paths[level + 1];
      below.copyOf(path);
      below.extend(feature, unknown * share(tree, node, child), child == taken ? known : 0);
      descend(tree, child, level + 1);
    }
  }

  private static double share(Tree tree, int node, int child) {
    double all = tree.covers()[tree.left()[node]] + (double) tree.covers()[tree.right()[node]];
    return tree.covers()[child] / all;
  }
}
