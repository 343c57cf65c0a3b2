package io.casework.decision.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** An isolation forest as a file. */
final class IsolationForestJson {

  private static final String KIND = "isolation_forest";
  private static final int MAX_TREES = 2000;
  private static final int MAX_NODES = 100_000;

  private IsolationForestJson() {}

  static byte[] write(List<IsolationTree> trees, int sample, double[] reference) {
    var json = new ObjectMapper();
    var root = json.createObjectNode().put("kind", KIND).put("sample_size", sample);
    root.set("feature_names", json.valueToTree(Features.NAMES));
    root.set("reference", json.valueToTree(reference));
    var array = root.putArray("trees");
    for (var tree : trees) {
      var node = array.addObject();
      node.set("features", json.valueToTree(tree.features()));
      node.set("values", json.valueToTree(tree.values()));
    }
    try {
      return json.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Model read(ModelFile file) throws UnusableModel {
    var root = file.json();
    if (!KIND.equals(root.path("kind").asText())) {
      throw file.unusable(
          "kind is \"%s\" instead of %s".formatted(root.path("kind").asText(), KIND));
    }
    XgboostJson.checkNames(file, root.path("feature_names"));
    var reference = numbers(file, root.path("reference"), "reference");
    if (reference.length != Features.NAMES.size()) {
      throw file.unusable("reference has " + reference.length + " features");
    }
    int sample = root.path("sample_size").asInt();
    int count = root.path("trees").size();
    if (sample < 2 || count == 0 || count > MAX_TREES) {
      throw file.unusable("%d trees of samples of %d".formatted(count, sample));
    }
    List<IsolationTree> trees = new ArrayList<>();
    for (var node : root.path("trees")) {
      trees.add(tree(file, node, trees.size()));
    }
    return new IsolationForest(file.version("isolation-forest"), trees, sample, reference);
  }

  private static IsolationTree tree(ModelFile file, JsonNode node, int number)
      throws UnusableModel {
    var values = numbers(file, node.path("values"), "values");
    var features = numbers(file, node.path("features"), "features");
    if (values.length != features.length || values.length > MAX_NODES) {
      throw file.unusable("tree " + number + " has not one value for each node");
    }
    var asked = new int[features.length];
    var floats = new float[values.length];
    for (int i = 0; i < asked.length; i++) {
      asked[i] = (int) features[i];
      floats[i] = (float) values[i];
      if (asked[i] < -1 || asked[i] >= Features.NAMES.size()) {
        throw file.unusable("tree " + number + " asks for feature " + asked[i]);
      }
    }
    try {
      return IsolationTree.of(asked, floats);
    } catch (IllegalArgumentException e) {
      throw file.unusable("tree " + number + " " + e.getMessage());
    }
  }

  private static double[] numbers(ModelFile file, JsonNode array, String name)
      throws UnusableModel {
    var values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      if (!array.get(i).isNumber() || !Double.isFinite(array.get(i).asDouble())) {
        throw file.unusable(name + " has something else than finite numbers");
      }
      values[i] = array.get(i).asDouble();
    }
    return values;
  }
}
