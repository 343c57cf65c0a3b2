package io.casework.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.bundle.SampleFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("S2-82")
class BundleCommandsTests {

  @TempDir Path folder;

  @Test
  void aSoundBundleEndsWithZero() {
    var files = SampleFiles.in(folder);

    var answer = run(files.zip().toString(), "--key", files.key().toString());

    assertThat(answer.output()).startsWith("OK case-").contains("7 records in the audit log of 13");
    assertThat(answer.exit()).isZero();
  }

  @Test
  void aChangedBundleEndsWithOneAndSaysWhere() throws Exception {
    var files = SampleFiles.in(folder);
    var notes = files.folder().resolve("data/notes.jsonl");
    Files.writeString(notes, Files.readString(notes).replace("lead-1", "lead-2"));

    var answer = run(files.folder().toString(), "--key", files.key().toString());

    assertThat(answer.output()).startsWith("FAIL data/notes.jsonl: was changed");
    assertThat(answer.exit()).isEqualTo(1);
  }

  @Test
  void withoutAKeyNothingIsChecked() {
    var files = SampleFiles.in(folder);

    assertThat(run(files.zip().toString()).exit()).isEqualTo(2);
    assertThat(run(files.zip().toString(), "--key", files.zip().toString()).exit()).isEqualTo(2);
    assertThat(run(folder.resolve("none.zip").toString(), "--key", files.key().toString()).exit())
        .isEqualTo(2);
  }

  private static Answer run(String... arguments) {
    var output = new StringWriter();
    var command =
        new CommandLine(new VerifyBundleCommand())
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(output, true));
    var exit = command.execute(arguments);
    return new Answer(exit, output.toString());
  }

  private record Answer(int exit, String output) {}
}
