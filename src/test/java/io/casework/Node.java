package io.casework;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs programs of Node where it is installed; tests that need it are skipped where it is not. */
public final class Node {

  /** How a program ended and what it said. */
  public record Run(int exitCode, String output) {}

  private Node() {}

  /** Skips the test where one of the programs is missing. */
  public static void assumeInstalled(String... programs) {
    for (var program : programs) {
      assumeTrue(answers(program), program + " is not installed");
    }
  }

  /** Runs a program to its end, for three minutes at most. */
  public static Run run(Path directory, String... command)
      throws IOException, InterruptedException {
    var log = Files.createTempFile("casework-", ".log");
    try {
      var process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return new Run(-1, "no answer within three minutes from " + String.join(" ", command));
      }
      return new Run(process.exitValue(), Files.readString(log));
    } finally {
      Files.deleteIfExists(log);
    }
  }

  private static boolean answers(String program) {
    try {
      return run(Path.of("."), program, "--version").exitCode() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
