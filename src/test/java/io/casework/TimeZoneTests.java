package io.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeZoneTests {

  @Test
  void theApplicationKeepsTimeInUtcWhereverItsMachineStands() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var node =
        new ProcessBuilder(
                java,
                "-Duser.timezone=Europe/Berlin",
                "-cp",
                System.getProperty("java.class.path"),
                Node.class.getName())
            .redirectErrorStream(true)
            .start();

    var said = new String(node.getInputStream().readAllBytes());

    assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(said.trim()).isEqualTo("Europe/Berlin then UTC");
  }

  /** A machine in Berlin that starts the application. */
  static final class Node {

    private Node() {}

    public static void main(String[] args) throws ClassNotFoundException {
      var before = TimeZone.getDefault().getID();
      Class.forName("io.casework.CaseworkApplication");
      System.out.println(before + " then " + TimeZone.getDefault().getID());
    }
  }
}
