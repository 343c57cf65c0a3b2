package io.casework.decision.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that was trained elsewhere is taken into use only when it scores what it should. */
@Tag("S4-27")
class ImportedModelTests {

  private static final float[] WEIGHTS = new float[Features.NAMES.size()];
  private static final float BIAS = -2;

  static {
    WEIGHTS[0] = 0.001f;
    WEIGHTS[2] = 0.7f;
    WEIGHTS[10] = 3;
  }

  @TempDir private Path folder;

  @Test
  void aModelThatScoresTheGoldenRowsIsTakenIntoUse() throws IOException {
    var version = imported(OnnxBytes.logisticRegression(WEIGHTS, BIAS));

    var model = new ModelFolder(folder.resolve("models")).supervised().orElseThrow();
    assertThat(model.version()).isEqualTo(version).matches("onnx-[0-9a-f]{12}");
    var row = row(new Random(3));
    assertThat(model.score(row)).isCloseTo(expected(row), within(1e-6));
  }

  @Test
  void theSecondOfTwoClassesIsFraud() throws IOException {
    imported(OnnxBytes.twoClasses(WEIGHTS, BIAS, false));

    var row = row(new Random(4));
    assertThat(new ModelFolder(folder.resolve("models")).supervised().orElseThrow().score(row))
        .isCloseTo(expected(row), within(1e-6));
  }

  @Test
  void swappedClassesAreRefused() {
    assertThatThrownBy(() -> imported(OnnxBytes.twoClasses(WEIGHTS, BIAS, true)))
        .isInstanceOf(UnusableModel.class)
        .hasMessageContaining("golden row 0 scores")
        .hasMessageEndingWith("are the classes swapped?");
    assertThat(folder.resolve("models")).doesNotExist();
  }

  @Test
  void aModelThatScoresOtherwiseIsRefused() {
    assertThatThrownBy(() -> imported(OnnxBytes.logisticRegression(WEIGHTS, BIAS + 0.01f)))
        .isInstanceOf(UnusableModel.class)
        .hasMessageContaining("golden row");
  }

  @Test
  void whatIsNoOnnxIsRefused() {
    assertThatThrownBy(() -> imported("nonsense".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnusableModel.class)
        .hasMessageContaining("model.onnx: ONNX Runtime refuses it");
  }

  @Test
  void anotherWidthIsRefused() {
    assertThatThrownBy(() -> imported(OnnxBytes.logisticRegression(new float[14], BIAS)))
        .isInstanceOf(UnusableModel.class)
        .hasMessageContaining("ONNX Runtime refuses it");
  }

  @Test
  void goldenRowsThatProveNothingAreRefused() throws IOException {
    var few = golden(4);
    var undecided =
        new String(golden(9), StandardCharsets.UTF_8)
            .replaceAll("\"probability\":[0-9.eE-]+", "\"probability\":0.5")
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> GoldenRows.read(new ModelFile("g", few)))
        .hasMessage("g: 4 rows instead of 5 to 10000");
    assertThatThrownBy(() -> GoldenRows.read(new ModelFile("g", undecided)))
        .hasMessage("g: all probabilities are about 0.5, which proves nothing");
  }

  @Test
  void goldenRowsOfOtherFeaturesAreRefused() throws IOException {
    var others =
        new String(golden(9), StandardCharsets.UTF_8)
            .replace("\"weekend\"", "\"workday\"")
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> GoldenRows.read(new ModelFile("g", others)))
        .hasMessageStartingWith("g: feature names");
  }

  @Test
  void contributionsAddUpToTheScoreAndFollowTheWeights() throws IOException {
    imported(OnnxBytes.logisticRegression(WEIGHTS, BIAS));
    var model = new ModelFolder(folder.resolve("models")).supervised().orElseThrow();
    var row = row(new Random(5));

    var explanation = model.explain(row);

    var sum = explanation.contributions().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(explanation.base() + sum).isCloseTo(LogOdds.of(explanation.score()), within(1e-5));
    assertThat(explanation.contributions().get(1)).isCloseTo(0, within(1e-5));
    assertThat(explanation.contributions().get(0)).isNotZero();
  }

  private String imported(byte[] onnx) throws IOException {
    var model = Files.write(folder.resolve("model.onnx"), onnx);
    var golden = Files.write(folder.resolve("rows.json"), golden(20));
    return ModelImport.run(model, golden, folder.resolve("models"));
  }

  private static byte[] golden(int rows) throws IOException {
    var random = new Random(1);
    var json = new ObjectMapper();
    var root = json.createObjectNode();
    root.set("feature_names", json.valueToTree(Features.NAMES));
    var array = root.putArray("rows");
    for (int i = 0; i < rows; i++) {
      var row = row(random);
      array.addObject().put("probability", expected(row)).set("features", json.valueToTree(row));
    }
    return json.writeValueAsBytes(root);
  }

  private static double[] row(Random random) {
    return random.doubles(Features.NAMES.size(), 0, 3).map(value -> value * value).toArray();
  }

  private static double expected(double[] row) {
    double margin = BIAS;
    for (int i = 0; i < row.length; i++) {
      margin += WEIGHTS[i] * row[i];
    }
    return LogOdds.toProbability(margin);
  }
}
