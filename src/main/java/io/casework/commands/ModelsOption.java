package io.casework.commands;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the application looks for its models. */
final class ModelsOption {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the models; default: models in $CASEWORK_DATA, else ./data/models.")
  private Path folder = dataFolder().resolve("models");

  Path folder() {
    return folder;
  }

  private static Path dataFolder() {
    var data = System.getenv("CASEWORK_DATA");
    return Path.of(data == null || data.isBlank() ? "./data" : data);
  }
}
