package io.casework.decision.model;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The models in use. A file that cannot be used stops nobody: the shipped model scores. */
@Component
public class Models {

  private static final Logger log = LoggerFactory.getLogger(Models.class);

  private static final String SHIPPED = "/models/default/";
  private static final int WARM_UP = 400;

  private final ModelFolder folder;
  private final Map<String, Optional<Model>> former = new ConcurrentHashMap<>();
  private final Optional<Model> current;
  private final Optional<Model> unsupervised;

  Models(ModelProperties properties) {
    folder = new ModelFolder(properties.directory());
    if (!properties.enabled()) {
      log.info("No model scores: casework.decision.model.enabled is false");
      current = Optional.empty();
      unsupervised = Optional.empty();
      return;
    }
    current = first(folder::supervised, Models::shipped);
    current.ifPresent(this::keep);
    unsupervised =
        first(
            folder::unsupervised,
            () ->
                Optional.of(
                    IsolationForestJson.read(ModelFile.shipped(SHIPPED + ModelFolder.ANOMALY))));
  }

  /** The supervised model: a probability of fraud. Empty when disabled or unusable. */
  public Optional<Model> current() {
    return current;
  }

  /** The model of this version, also when another one scores by now; empty if it is gone. */
  public Optional<Model> of(String version) {
    return current
        .filter(model -> model.version().equals(version))
        .or(() -> former.computeIfAbsent(version, this::find));
  }

  private Optional<Model> find(String version) {
    return load(() -> folder.former(version))
        .or(() -> load(Models::shipped).filter(model -> model.version().equals(version)));
  }

  private static Optional<Model> shipped() throws UnusableModel {
    return Optional.of(XgboostJson.read(ModelFile.shipped(SHIPPED + ModelFolder.TREES)));
  }

  private void keep(Model model) {
    try {
      folder.keep(model);
    } catch (IOException e) {
      log.warn("Model {} could not be kept for later: {}", model.version(), e.toString());
    }
  }

  /** The model that needs no labels: how unlike all others. Empty when disabled or unusable. */
  public Optional<Model> unsupervised() {
    return unsupervised;
  }

  private static Optional<Model> first(Source own, Source shipped) {
    var model = load(own).or(() -> load(shipped));
    model.ifPresent(Models::warmUp);
    model.ifPresent(found -> log.info("Model {} scores", found.version()));
    return model;
  }

  private static Optional<Model> load(Source source) {
    try {
      return source.load();
    } catch (UnusableModel | RuntimeException e) {
      // Whatever a file makes a library do, the other signals carry on.
      log.warn("Model not used: {}", e instanceof UnusableModel ? e.getMessage() : e.toString());
      return Optional.empty();
    }
  }

  /** So that the first payment is not the slow one. */
  private static void warmUp(Model model) {
    var random = new Random(1);
    for (int i = 0; i < WARM_UP; i++) {
      model.explain(random.doubles(Features.NAMES.size(), 0, 100).toArray());
    }
  }

  private interface Source {
    Optional<Model> load() throws UnusableModel;
  }
}
