package io.casework.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * What was tried and how it ended, one JSON object a line: {@code ok} is a promise of the system,
 * {@code unknown} a lost answer, which is neither success nor failure.
 */
final class History {

  private final Path file;

  History(Path file) {
    this.file = file;
  }

  synchronized void add(String operation, String key, String outcome) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file,
          "{\"at\":\"%s\",\"operation\":\"%s\",\"key\":\"%s\",\"outcome\":\"%s\"}\n"
              .formatted(Instant.now(), operation, key, outcome),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
