package io.casework.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Backs up a data folder that nobody uses. */
public final class StoppedInstallation {

  private static final String DATABASE = "db/casework.mv.db";

  private StoppedInstallation() {}

  /**
   * Copies database, broker store, archive and models, and the keys if they are wanted.
   *
   * @throws IOException when a running application holds the database
   */
  public static void backUp(Path data, boolean withKeys, Instant now, OutputStream to)
      throws IOException {
    var database = data.resolve(DATABASE);
    if (!Files.isRegularFile(database)) {
      throw new IOException("no database lies in " + data.toAbsolutePath());
    }
    // Whoever has it open holds this lock; while we hold it, nobody opens it.
    try (var file = FileChannel.open(database, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var held = file.tryLock();
        var backup = new BackupWriter(to)) {
      if (held == null) {
        throw new IOException(
            "a running application uses %s; ask it with --user".formatted(data.toAbsolutePath()));
      }
      // Not closed: closing any channel to the file would let go of the lock on it.
      backup.add(DATABASE, Channels.newInputStream(file));
      copyRest(backup, data, withKeys);
      backup.finish(now, null, withKeys);
    }
  }

  private static void copyRest(BackupWriter backup, Path data, boolean withKeys)
      throws IOException {
    backup.addFolder("broker", data.resolve("broker"));
    backup.addFolder("archive", data.resolve("archive"));
    backup.addFolder("models", data.resolve("models"));
    if (withKeys) {
      Secrets.add(backup, data, data.resolve("keys"));
    }
  }
}
