package io.casework.decision.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/**
 * A model that was trained elsewhere, as ONNX: one input of floats {@code [rows, features]}, one
 * output of floats that is the probability of fraud, or the probabilities of both classes with
 * fraud second. Needs ONNX Runtime on the class path: ask {@link ModelFolder} for it.
 */
final class ImportedModel implements Model {

  private final String version;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String input;
  private final String output;
  private final SampledShapley shapley;

  private ImportedModel(
      ModelFile file, OrtEnvironment environment, OrtSession session, GoldenRows golden)
      throws UnusableModel, OrtException {
    this.version = file.version("onnx");
    this.environment = environment;
    this.session = session;
    this.shapley = new SampledShapley(golden.medians());
    if (session.getInputNames().size() != 1) {
      throw file.unusable("has inputs " + session.getInputNames() + " instead of one");
    }
    this.input = session.getInputNames().iterator().next();
    this.output = probabilities(file, session.getOutputInfo());
  }

  /** Loads a model that scores all golden rows as it should. */
  static Model load(ModelFile file, GoldenRows golden) throws UnusableModel {
    try {
      var environment = OrtEnvironment.getEnvironment();
      var options = new OrtSession.SessionOptions();
      // A row is too little work to share.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      var model =
          new ImportedModel(
              file, environment, environment.createSession(file.bytes(), options), golden);
      golden.check(file, model);
      return model;
    } catch (OrtException | IllegalStateException e) {
      throw file.unusable("ONNX Runtime refuses it: " + e.getMessage());
    }
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public double score(double[] features) {
    var row = FeatureVector.of(features);
    try (var tensor =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(row), new long[] {1, row.length});
        var result = session.run(Map.of(input, tensor), Set.of(output))) {
      var probabilities = ((OnnxTensor) result.get(0)).getFloatBuffer();
      return probabilities.get(probabilities.limit() - 1);
    } catch (OrtException e) {
      throw new IllegalStateException(version + " cannot score: " + e.getMessage(), e);
    }
  }

  @Override
  public Explanation explain(double[] features) {
    return shapley.explain(this::score, features);
  }

  /** The last output of floats with one or two columns: others name the class or carry margins. */
  private static String probabilities(ModelFile file, Map<String, NodeInfo> outputs)
      throws UnusableModel {
    String found = "";
    for (var entry : outputs.entrySet()) {
      if (entry.getValue().getInfo() instanceof TensorInfo tensor
          && tensor.type == OnnxJavaType.FLOAT
          && columns(tensor) <= 2) {
        found = entry.getKey();
      }
    }
    if (found.isEmpty()) {
      throw file.unusable(
          "has no output of floats with one or two columns among "
              + outputs.keySet()
              + " (export without ZipMap)");
    }
    return found;
  }

  private static long columns(TensorInfo tensor) {
    var shape = tensor.getShape();
    return shape.length < 2 ? 1 : shape[shape.length - 1];
  }
}
