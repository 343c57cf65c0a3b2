package io.casework.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.casework.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/**
 * The models pass bpmnlint without a word. The linter is a Node program: it is installed under
 * {@code target/} once, and the test is skipped on machines that cannot install it.
 */
class ModelLintTests {

  private static final Path SOURCE = Path.of("src", "test", "js", "bpmnlint");
  private static final Path INSTALLED = Path.of("target", "bpmnlint");

  @Test
  void everyModelPassesTheLinter() throws Exception {
    Node.assumeInstalled("node", "npm");
    install();

    var lint = Node.run(INSTALLED, "npm", "run", "--silent", "lint");

    assertThat(lint.exitCode()).as(lint.output()).isZero();
  }

  private static void install() throws Exception {
    Files.createDirectories(INSTALLED);
    copy("package.json");
    var lock = INSTALLED.resolve("package-lock.json");
    if (copy("package-lock.json") || Files.notExists(INSTALLED.resolve("node_modules"))) {
      var npm = Node.run(INSTALLED, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
      if (npm.exitCode() != 0) {
        Files.delete(lock); // so that the next build tries again
      }
      assumeTrue(npm.exitCode() == 0, "npm cannot install bpmnlint: " + npm.output());
    }
  }

  /** Copies a file to where the linter is installed and tells whether it differs from before. */
  private static boolean copy(String file) throws IOException {
    var from = SOURCE.resolve(file);
    var to = INSTALLED.resolve(file);
    var changed = Files.notExists(to) || Files.mismatch(from, to) != -1;
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    return changed;
  }
}
