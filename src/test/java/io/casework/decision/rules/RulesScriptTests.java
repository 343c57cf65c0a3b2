package io.casework.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.Node;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How the leads' page finds a mistake in the text, tested where it runs. */
class RulesScriptTests {

  @Test
  void placesInConditionsAreFound() throws Exception {
    Node.assumeInstalled("node");

    var tests =
        Node.run(Path.of("src/test/js/rules-page"), "node", "--test", "--test-reporter=tap");

    assertThat(tests.exitCode()).as(tests.output()).isZero();
    assertThat(tests.output()).as("tests that ran").doesNotContain("# tests 0");
  }
}
