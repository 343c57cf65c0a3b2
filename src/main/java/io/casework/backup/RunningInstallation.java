package io.casework.backup;

import io.casework.core.OperationsEvent;
import io.casework.core.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipInputStream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Backs up this installation while it runs.
 *
 * <p>Database and broker store are of one moment, in which the broker stands still: what the
 * database has taken may come again after a restore, and nothing that it has not is lost. The
 * archive only grows: it is copied afterwards, but not what came later, which would be ahead of the
 * database.
 */
@Component
class RunningInstallation {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final ObjectProvider<StillBroker> broker;
  private final ApplicationEventPublisher facts;
  private final Clock clock;
  private final String url;
  private final Path data;
  private final Path archive;
  private final Path keys;
  private final Path models;
  private final AtomicBoolean busy = new AtomicBoolean();

  RunningInstallation(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      ObjectProvider<StillBroker> broker,
      ApplicationEventPublisher facts,
      Clock clock,
      @Value("${spring.datasource.url}") String url,
      @Value("${casework.installation.data}") Path data,
      @Value("${casework.archive.folder}") Path archive,
      @Value("${casework.vault.folder}") Path keys,
      @Value("${casework.decision.model.directory}") Path models) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.broker = broker;
    this.facts = facts;
    this.clock = clock;
    this.url = url;
    this.data = data;
    this.archive = archive;
    this.keys = keys;
    this.models = models;
  }

  /** Makes a copy of what changes, and says so in the trail; refused where it cannot be done. */
  Copy copy(boolean withKeys, String user) {
    if (!url.startsWith("jdbc:h2:file:")) {
      throw Refused.conflict(
          "database", "is not the embedded one; back it up by its own means, and the archive too");
    }
    if (!busy.compareAndSet(false, true)) {
      throw Refused.conflict("backup", "another one is being taken");
    }
    try {
      var folder = Files.createTempDirectory(data, ".backup-");
      var copied = new Copy(folder, withKeys);
      var still = broker.getIfAvailable();
      if (still == null) {
        copied.takeDatabase();
      } else {
        still.whileStill(
            () -> {
              copyFolder(data.resolve("broker"), folder.resolve("broker"));
              copied.takeDatabase();
            });
      }
      tell(copied, user);
      return copied;
    } catch (IOException | RuntimeException e) {
      busy.set(false);
      throw e instanceof RuntimeException failure
          ? failure
          : new UncheckedIOException((IOException) e);
    }
  }

  private static void copyFolder(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (var file : files.filter(each -> each.toString().endsWith(".log")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private void tell(Copy copy, String user) {
    transaction.executeWithoutResult(
        status ->
            facts.publishEvent(
                new OperationsEvent(
                    "backup_taken",
                    null,
                    user,
                    Map.of("audit_records", copy.records(), "with_keys", copy.withKeys()))));
  }

  /** What was copied at one moment, until it is written out. */
  final class Copy {

    private final Path folder;
    private final boolean withKeys;
    private long records;
    private List<Path> archived = List.of();

    private Copy(Path folder, boolean withKeys) {
      this.folder = folder;
      this.withKeys = withKeys;
    }

    /** The log stands still meanwhile, so that no part comes that the database does not know. */
    private void takeDatabase() {
      transaction.executeWithoutResult(
          status -> {
            records =
                jdbc.sql("select tree_size from audit_head for update")
                    .query(Long.class)
                    .optional()
                    .orElse(0L);
            var file = folder.resolve("database.zip").toAbsolutePath().toString();
            jdbc.sql("backup to '%s'".formatted(file.replace("'", "''"))).update();
            try {
              archived = BackupWriter.files(archive);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }

    long records() {
      return records;
    }

    boolean withKeys() {
      return withKeys;
    }

    /** Writes the backup, once, and removes the copy. */
    void writeTo(OutputStream out) throws IOException {
      try {
        var backup = new BackupWriter(out); // whoever opened the stream closes it
        try (var database =
            new ZipInputStream(Files.newInputStream(folder.resolve("database.zip")))) {
          for (var entry = database.getNextEntry();
              entry != null;
              entry = database.getNextEntry()) {
            backup.add("db/" + entry.getName(), database);
          }
        }
        backup.addFolder("broker", folder.resolve("broker"));
        backup.addFiles("archive", archive, archived);
        backup.addFolder("models", models);
        if (withKeys) {
          Secrets.add(backup, data, keys);
        }
        backup.finish(clock.instant(), records, withKeys);
      } finally {
        remove(folder);
        busy.set(false);
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
