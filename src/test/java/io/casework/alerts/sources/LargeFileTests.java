package io.casework.alerts.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file far larger than the heap is taken, each row once, also when the process is killed amid.
 */
class LargeFileTests {

  /** Rows of about 65 bytes each: a file of 40 MB. */
  private static final int ROWS = 600_000;

  @TempDir Path folder;

  @Test
  void aFileLargerThanTheHeapIsTakenAndGoesOnWhereItWasKilled() throws Exception {
    assertThat(run(400).code()).isEqualTo(137);
    assertThat(run(3).code()).isEqualTo(137);

    var last = run(0);

    assertThat(last.said())
        .contains("goes on after row 200500")
        .contains("rows %d, failures 0".formatted(ROWS))
        .endsWith("done 1");
  }

  private Ended run(int batches) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx40m",
                    "-Duser.timezone=UTC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LargeFile.class.getName(),
                    folder.toString(),
                    "" + ROWS,
                    "" + batches))
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said.strip());
  }

  private record Ended(int code, String said) {}
}
