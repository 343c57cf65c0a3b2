package io.casework.decision.model;

import io.casework.core.Settings;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The models that score; a version is the digest of the model's file. */
@Component
class ModelSettings implements Settings {

  private static final String NONE = "none";

  private final Models models;

  ModelSettings(Models models) {
    this.models = models;
  }

  @Override
  public Map<String, String> inForce() {
    return Map.of(
        "model.supervised", models.current().map(Model::version).orElse(NONE),
        "model.unsupervised", models.unsupervised().map(Model::version).orElse(NONE));
  }
}
