package io.casework.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.casework.CaseworkApplication;
import io.casework.Node;
import io.casework.decision.model.Features;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that make and bring models, each in its own process as an operator runs it. */
@Tag("S1-27")
class ModelCommandsTests {

  private static final String[] SMALL = {
    "train", "--customers", "300", "--receivers", "900", "--days", "60", "--train-days", "7"
  };

  @TempDir private Path folder;

  @Test
  @Tag("S1-34")
  @Tag("S1-35")
  void trainingSaysWhatItLearnt() throws Exception {
    var run = run(List.of(), SMALL);
    assumeFalse(run.output().contains("XGBoost cannot train here"), run.output());

    assertThat(run.output()).contains("ROC AUC").contains("of 0.").contains("xgboost-");
    assertThat(run.exitCode()).isZero();
    assertThat(folder)
        .isDirectoryContaining("glob:**/model.json")
        .isDirectoryContaining("glob:**/anomaly.json")
        .isDirectoryContaining("glob:**/training_report.json");
  }

  @Test
  void whereTheNativeLibraryCannotLoadTrainingSaysSo() throws Exception {
    // XGBoost unpacks its library into the temporary folder, and here there is none.
    var run = run(List.of("-Djava.io.tmpdir=" + folder.resolve("missing")), SMALL);

    assertThat(run.output()).contains("XGBoost cannot train here").contains("libgomp");
    assertThat(run.output()).doesNotContain("\tat ");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    var missing = folder.resolve("payments.csv").toString();

    assertThat(run(List.of(), "train", "--data", missing))
        .satisfies(run -> assertThat(run.output()).contains(missing))
        .satisfies(run -> assertThat(run.exitCode()).isEqualTo(1));
  }

  @Test
  void whatIsNoModelIsNotImported() throws Exception {
    var golden = Files.writeString(folder.resolve("golden.json"), "{}").toString();
    var onnx = Files.writeString(folder.resolve("m.onnx"), "nonsense").toString();

    var run = run(List.of(), "import-model", onnx, "--golden", golden);

    assertThat(run.output()).contains(golden + ": feature names");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(folder.resolve("model.onnx")).doesNotExist();
  }

  @Test
  void withoutOnnxRuntimeAnImportSaysWhatIsMissing() throws Exception {
    var row = "{\"features\":[" + "0,".repeat(14) + "0],\"probability\":0.1}";
    var names = "\"" + String.join("\",\"", Features.NAMES) + "\"";
    var golden =
        Files.writeString(
            folder.resolve("golden.json"),
            "{\"feature_names\":[%s],\"rows\":[%s]}".formatted(names, (row + ",").repeat(5) + row));
    var onnx = Files.writeString(folder.resolve("m.onnx"), "nonsense").toString();

    var with = run(List.of(), "import-model", onnx, "--golden", golden.toString());
    var without =
        run(
            List.of("-cp", classPathWithout("onnxruntime")),
            "import-model",
            onnx,
            "--golden",
            golden.toString());

    assertThat(with.output()).contains("ONNX Runtime refuses it");
    assertThat(without.output()).contains(onnx + ": needs ONNX Runtime on the class path");
    assertThat(without.exitCode()).isEqualTo(1);
  }

  private Node.Run run(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.addAll(options);
    command.add(CaseworkApplication.class.getName());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--out", folder.toString()));
    return Node.run(Path.of("."), command.toArray(String[]::new));
  }

  private static String classPathWithout(String library) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains(library))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
