package io.casework.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness in small: what is accepted is done once, however the node ended. */
class FaultTests {

  @TempDir Path folder;

  @Test
  void aNodeThatDiesBetweenCommitAndSettlingLosesAndDoublesNothing() throws Exception {
    try (var run = new Run("in small", Installation.laptop(folder, FaultNode.classes()), 7)) {
      var node = run.installation.nodes.get(0);
      run.start(node, "intake.after-commit@3=kill");
      run.world.write(20);
      run.world.send(); // what it is not sure of is sent again
      assertThat(node.process().awaitEnd(30)).isTrue();

      run.start(node, "");
      assertThat(run.quiet(node)).isTrue();

      var row = run.end();
      assertThat(row.events()).isEqualTo(20);
      assertThat(row.verdict().clean()).as(row.verdict().toString()).isTrue();
    }
  }
}
