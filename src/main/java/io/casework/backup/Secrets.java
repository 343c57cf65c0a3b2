package io.casework.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What only its owner may have: signing key, master key, first-run passwords. */
final class Secrets {

  private static final String FIRST_RUN = "first-run.json";

  private Secrets() {}

  static void add(BackupWriter backup, Path data, Path keys) throws IOException {
    backup.addFolder("keys", keys);
    var firstRun = data.resolve(FIRST_RUN);
    if (Files.isRegularFile(firstRun)) {
      try (var in = Files.newInputStream(firstRun)) {
        backup.add(FIRST_RUN, in);
      }
    }
  }
}
