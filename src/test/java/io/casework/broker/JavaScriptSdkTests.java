package io.casework.broker;

import static io.casework.broker.TestBus.hub;
import static io.casework.broker.TestBus.queue;
import static io.casework.broker.TestBus.sqlRule;
import static io.casework.broker.TestBus.subscription;
import static io.casework.broker.TestBus.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second client of another make keeps the broker from speaking a dialect of its own. */
class JavaScriptSdkTests {

  private static final Path SOURCES = Path.of("src/test/js");
  private static final Path WORKSHOP = Path.of("target/js");

  @TempDir Path directory;

  private record Run(int exitCode, String output) {}

  @BeforeAll
  static void installSdks() throws IOException, InterruptedException {
    assumeTrue(isThere("node"), "node is not installed, so the JavaScript SDKs cannot be used");
    assumeTrue(isThere("npm"), "npm is not installed, so the JavaScript SDKs cannot be fetched");
    Files.createDirectories(WORKSHOP);
    for (String file : List.of("package.json", "package-lock.json", "broker-contract.mjs")) {
      Files.copy(
          SOURCES.resolve(file), WORKSHOP.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(WORKSHOP.resolve("node_modules/@azure/event-hubs"))) {
      Run install = run(3, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
      assumeTrue(
          install.exitCode() == 0,
          () -> "the JavaScript SDKs could not be fetched: " + install.output());
    }
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      return run(1, program, "--version").exitCode() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private static Run run(int minutes, String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("javascript-sdk", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(Files.isDirectory(WORKSHOP) ? WORKSHOP.toFile() : null)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(minutes, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String text = Files.readString(output);
    Files.delete(output);
    return new Run(ended ? process.exitValue() : -1, text);
  }

  @Test
  void javaScriptClientsAreServedLikeJavaClients() throws IOException, InterruptedException {
    try (TestBus bus =
        TestBus.start(
            directory,
            queue("js"),
            queue("js-sessions", "\"RequiresSession\": true"),
            topic("js-topic", "", subscription("wanted", "", sqlRule("route", "route = 'wanted'"))),
            hub("js-hub", 2))) {

      Run contract = run(2, "node", "broker-contract.mjs", bus.bus().connectionString());

      assertThat(contract.output()).contains("ok event hub: read from an offset");
      assertThat(contract.exitCode()).as(contract.output()).isZero();
      assertThat(contract.output().lines().filter(line -> line.startsWith("ok "))).hasSize(16);
    }
  }
}
