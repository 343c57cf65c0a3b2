package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.Node;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How the auditors' page puts records into words, tested where it runs. */
class AuditPageScriptTests {

  @Test
  void recordsAndSealsArePutIntoWords() throws Exception {
    Node.assumeInstalled("node");

    var tests =
        Node.run(Path.of("src/test/js/audit-page"), "node", "--test", "--test-reporter=tap");

    assertThat(tests.exitCode()).as(tests.output()).isZero();
    assertThat(tests.output()).as("tests that ran").doesNotContain("# tests 0");
  }
}
