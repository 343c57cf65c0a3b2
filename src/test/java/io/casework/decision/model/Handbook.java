package io.casework.decision.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The public payments of the Fraud Detection Handbook, where somebody has laid them; their licence
 * is not stated, so that they are no part of this project.
 */
final class Handbook {

  static final String MISSING =
      "no transactions*.csv.gz in ../shared/data/handbook (or the folder of -Dhandbook=, or of"
          + " $CASEWORK_HANDBOOK)";

  /** Days to learn from in the split that results were published for. */
  static final int TRAIN_DAYS = 7;

  private Handbook() {}

  static Optional<Path> file() throws IOException {
    var variable = System.getenv("CASEWORK_HANDBOOK");
    var folder =
        Path.of(
            System.getProperty(
                "handbook", variable == null ? "../shared/data/handbook" : variable));
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("transactions.*\\.csv(\\.gz)?"))
          .findFirst();
    }
  }
}
