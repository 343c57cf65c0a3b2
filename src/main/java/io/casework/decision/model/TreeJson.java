package io.casework.decision.model;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads one tree of XGBoost's JSON and makes sure that walking it ends. */
final class TreeJson {

  private static final int MAX_DEPTH = 16;

  private final ModelFile file;
  private final JsonNode tree;
  private final int number;
  private final int size;

  TreeJson(ModelFile file, JsonNode tree, int number) {
    this.file = file;
    this.tree = tree;
    this.number = number;
    this.size = tree.path("left_children").size();
  }

  Tree read() throws UnusableModel {
    var left = integers("left_children");
    var right = integers("right_children");
    var features = integers("split_indices");
    var conditions = floats("split_conditions");
    var missing = integers("default_left");
    var categorical = integers("split_type");
    var missingLeft = new boolean[size];
    for (int node = 0; node < size; node++) {
      missingLeft[node] = missing[node] == 1;
      if (categorical[node] != 0) {
        throw refused("has a categorical split");
      }
      if (features[node] < 0 || features[node] >= Features.NAMES.size()) {
        throw refused("asks for feature " + features[node]);
      }
    }
    var covers = floats("sum_hessian");
    var result = new Tree(left, right, features, conditions, conditions, missingLeft, covers);
    check(result, 0, 0, new boolean[size]);
    return result;
  }

  private void check(Tree result, int node, int depth, boolean[] seen) throws UnusableModel {
    if (node < 0 || node >= size || seen[node] || depth > MAX_DEPTH) {
      throw refused("is no tree of depth " + MAX_DEPTH + " at most");
    }
    seen[node] = true;
    if (!(result.covers()[node] > 0)) {
      throw refused("has a node that saw no training data");
    }
    if (!result.isLeaf(node)) {
      check(result, result.left()[node], depth + 1, seen);
      check(result, result.right()[node], depth + 1, seen);
    }
  }

  private int[] integers(String name) throws UnusableModel {
    var array = array(name);
    var values = new int[size];
    for (int i = 0; i < size; i++) {
      // default_left is true or false in files of old versions
      values[i] = array.get(i).asInt();
      if (!array.get(i).isIntegralNumber() && !array.get(i).isBoolean()) {
        throw refused(name + " has something else than integers");
      }
    }
    return values;
  }

  private float[] floats(String name) throws UnusableModel {
    var array = array(name);
    var values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) array.get(i).asDouble();
      if (!array.get(i).isNumber() || !Float.isFinite(values[i])) {
        throw refused(name + " has something else than finite numbers");
      }
    }
    return values;
  }

  private JsonNode array(String name) throws UnusableModel {
    var array = tree.path(name);
    if (!array.isArray() || array.isEmpty() || array.size() != size) {
      throw refused(name + " has not one value for each node");
    }
    return array;
  }

  private UnusableModel refused(String why) {
    return file.unusable("tree " + number + " " + why);
  }
}
