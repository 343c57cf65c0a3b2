package io.casework.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.Node;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The rules that the analyst's screen applies before it asks the server, tested where they run. */
class ReviewFormTests {

  @Test
  void rulesOfTheScreenHold() throws Exception {
    Node.assumeInstalled("node");

    var tests =
        Node.run(
            Path.of("src", "test", "js", "review-case"), "node", "--test", "--test-reporter=tap");

    assertThat(tests.exitCode()).as(tests.output()).isZero();
    assertThat(tests.output()).as("tests that ran").doesNotContain("# tests 0");
  }
}
