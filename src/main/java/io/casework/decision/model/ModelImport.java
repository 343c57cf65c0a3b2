package io.casework.decision.model;

import java.io.IOException;
import java.nio.file.Path;

/** Takes a model that was trained elsewhere into use at the next start. */
public final class ModelImport {

  private ModelImport() {}

  /**
   * Copies model and golden rows into the folder when the model scores all of them as it should.
   *
   * @return the model's version
   */
  public static String run(Path onnx, Path golden, Path folder) throws IOException {
    var goldenFile = ModelFile.read(golden);
    var modelFile = ModelFile.read(onnx);
    var model = ModelFolder.imported(modelFile, GoldenRows.read(goldenFile));
    var models = new ModelFolder(folder);
    models.write(ModelFolder.GOLDEN, goldenFile.bytes());
    models.write(ModelFolder.IMPORTED, modelFile.bytes());
    return model.version();
  }
}
