package io.casework.commands;

import io.casework.decision.model.ModelImport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a model that was trained elsewhere. */
@Command(
    name = "import-model",
    description =
        "Takes an ONNX model into use from the next start, if it scores the golden rows as they"
            + " say.",
    mixinStandardHelpOptions = true)
final class ImportModelCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The model, as ONNX.")
  private Path model = Path.of("model.onnx");

  @Option(
      names = "--golden",
      required = true,
      paramLabel = "FILE",
      description =
          "JSON: {\"feature_names\": [...], \"rows\": [{\"features\": [...], \"probability\":"
              + " 0.03}, ...]}, computed where the model was trained; five rows or more.")
  private Path golden = Path.of("golden.json");

  @Mixin private ModelsOption models = new ModelsOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    var version = ModelImport.run(model, golden, models.folder());
    spec.commandLine().getOut().printf("%s imported to %s%n", version, models.folder());
    return 0;
  }
}
