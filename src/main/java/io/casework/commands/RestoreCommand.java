package io.casework.commands;

import io.casework.backup.BackupFile;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a backup back. */
@Command(
    name = "restore",
    description = "Checks a backup and puts it into an empty folder.",
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "A zip that the command backup wrote.")
  private Path file = Path.of("backup.zip");

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "Must be empty.")
  private Path data = Path.of("data");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    try {
      var manifest = BackupFile.restore(file, data);
      out.printf("%d files of %s are in %s%n", manifest.files().size(), manifest.takenAt(), data);
      if (!manifest.withKeys()) {
        out.println("Before the start, put the folder keys there; it was not in the backup.");
      }
      out.printf(
          "What happened after the backup is not there. If the archive's folder audit exists"
              + " elsewhere, newer than the backup (%s records), put it in the place of"
              + " archive/audit: the start then shows the gap.%n",
          manifest.auditRecords() == null ? "?" : manifest.auditRecords());
      out.flush();
      return 0;
    } catch (DirectoryNotEmptyException e) {
      throw new IOException(data + " is not empty", e);
    }
  }
}
