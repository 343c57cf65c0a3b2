package io.casework.decision.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files of the models in use. An imported model goes before a trained one. */
record ModelFolder(Path path) {

  private static final Pattern VERSION = Pattern.compile("[a-z]{1,20}-[0-9a-f]{12}");

  static final String TREES = "model.json";
  static final String ANOMALY = "anomaly.json";
  static final String REPORT = "training_report.json";
  static final String IMPORTED = "model.onnx";
  static final String GOLDEN = "golden.json";

  /** Empty when there is none. */
  Optional<Model> supervised() throws UnusableModel {
    if (has(IMPORTED)) {
      var golden = GoldenRows.read(ModelFile.read(path.resolve(GOLDEN)));
      return Optional.of(imported(ModelFile.read(path.resolve(IMPORTED)), golden));
    }
    return has(TREES)
        ? Optional.of(XgboostJson.read(ModelFile.read(path.resolve(TREES))))
        : Optional.empty();
  }

  /**
   * From outside the class that names ONNX Runtime, which cannot be loaded where that is absent.
   */
  static Model imported(ModelFile file, GoldenRows golden) throws UnusableModel {
    try {
      return ImportedModel.load(file, golden);
    } catch (LinkageError e) {
      throw file.unusable("needs ONNX Runtime on the class path (mvn -Ponnx package): " + e);
    }
  }

  /** Empty when there is none. */
  Optional<Model> unsupervised() throws UnusableModel {
    return has(ANOMALY)
        ? Optional.of(IsolationForestJson.read(ModelFile.read(path.resolve(ANOMALY))))
        : Optional.empty();
  }

  /** Keeps what scores under its version, so that its decisions can be computed again. */
  void keep(Model model) throws IOException {
    var name = kept(model.version());
    if (!has(TREES) || has(name)) {
      return;
    }
    var file = ModelFile.read(path.resolve(TREES));
    // What scores may be the shipped model, because this file cannot be used.
    if (model.version().equals(file.version("xgboost"))) {
      write(name, file.bytes());
    }
  }

  /** A model that scored here once; empty if it was not kept. */
  Optional<Model> former(String version) throws UnusableModel {
    var name = kept(version);
    return VERSION.matcher(version).matches() && has(name)
        ? Optional.of(XgboostJson.read(ModelFile.read(path.resolve(name))))
        : Optional.empty();
  }

  private static String kept(String version) {
    return "former/" + version + ".json";
  }

  boolean has(String name) {
    return Files.exists(path.resolve(name));
  }

  /** Whole or not at all: a start in the middle must not find half a file. */
  void write(String name, byte[] bytes) throws IOException {
    Files.createDirectories(path.resolve(name).getParent());
    var unfinished = path.resolve(name + ".tmp");
    Files.write(unfinished, bytes);
    Files.move(
        unfinished,
        path.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
