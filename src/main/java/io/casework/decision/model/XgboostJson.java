package io.casework.decision.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads XGBoost's own JSON; what we could not score exactly is refused. */
final class XgboostJson {

  private static final int MAX_TREES = 2000;

  private final ModelFile file;

  private XgboostJson(ModelFile file) {
    this.file = file;
  }

  static Model read(ModelFile file) throws UnusableModel {
    return new XgboostJson(file).read();
  }

  private Model read() throws UnusableModel {
    var learner = file.json().path("learner");
    expect("binary:logistic", learner.at("/objective/name"), "objective");
    expect("gbtree", learner.at("/gradient_booster/name"), "booster");
    var parameters = learner.path("learner_model_param");
    expect(
        Integer.toString(Features.NAMES.size()), parameters.path("num_feature"), "feature count");
    checkNames(file, learner.path("feature_names"));
    var nodes = learner.at("/gradient_booster/model/trees");
    if (nodes.isEmpty() || nodes.size() > MAX_TREES) {
      throw file.unusable(nodes.size() + " trees instead of 1 to " + MAX_TREES);
    }
    List<Tree> trees = new ArrayList<>();
    for (var node : nodes) {
      trees.add(new TreeJson(file, node, trees.size()).read());
    }
    return new BoostedTrees(file.version("xgboost"), start(parameters), trees);
  }

  /** Names in another order would be scored without complaint, and wrongly. */
  static void checkNames(ModelFile file, JsonNode names) throws UnusableModel {
    List<String> found = new ArrayList<>();
    names.forEach(name -> found.add(name.asText()));
    if (!found.equals(Features.NAMES)) {
      throw file.unusable("feature names " + found + " instead of " + Features.NAMES);
    }
  }

  private double start(JsonNode parameters) throws UnusableModel {
    // XGBoost 3.1 and later write it as a list of one.
    var text = parameters.path("base_score").asText().replaceAll("[\\[\\]]", "");
    try {
      var probability = Double.parseDouble(text);
      if (probability > 0 && probability < 1) {
        return LogOdds.of(probability);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw file.unusable("base score \"" + text + "\" is no probability between 0 and 1");
  }

  private void expect(String wanted, JsonNode found, String what) throws UnusableModel {
    if (!wanted.equals(found.asText())) {
      throw file.unusable("%s is \"%s\" instead of %s".formatted(what, found.asText(), wanted));
    }
  }
}
