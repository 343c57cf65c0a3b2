package io.casework;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real Chromium, driven by the scripts of {@code src/test/js/browser}; screenshots are kept. */
public final class Browser {

  public static final Path SCREENSHOTS = Path.of("target/screenshots").toAbsolutePath();

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path SCRIPTS = Path.of("src/test/js/browser");
  private static final Path WORK = Path.of("target/js/browser");

  private Browser() {}

  /** Skips the test where there is no browser. */
  public static void assumeInstalled() throws IOException, InterruptedException {
    Node.assumeInstalled("node", "npm");
    assumeTrue(Files.isExecutable(CHROMIUM), CHROMIUM + " is not installed");
    Files.createDirectories(WORK);
    try (var files = Files.list(SCRIPTS)) {
      for (var file : files.toList()) {
        Files.write(WORK.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    if (!Files.isDirectory(WORK.resolve("node_modules"))) {
      var installed = Node.run(WORK, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      assumeTrue(installed.exitCode() == 0, "npm ci failed: " + installed.output());
    }
  }

  /** Runs a script as a user of the desk. */
  public static Node.Run run(TestDesk desk, String user, String script, String... more)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                "node",
                script,
                "--base-url",
                desk.url(),
                "--user",
                user,
                "--password",
                TestDesk.PASSWORD,
                "--screenshots",
                SCREENSHOTS.toString()));
    command.addAll(List.of(more));
    return Node.run(WORK, command.toArray(String[]::new));
  }
}
