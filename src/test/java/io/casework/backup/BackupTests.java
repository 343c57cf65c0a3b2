package io.casework.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;

/** A backup of the running application is whole, and what is not whole is not put back. */
@CaseworkTest
@TestPropertySource(properties = "casework.audit.part-records=5")
class BackupTests {

  @Autowired TestDesk desk;
  @Autowired RunningInstallation installation;

  @Value("${casework.installation.data}")
  Path data;

  @TempDir Path folder;

  @Test
  void theBackupOfARunningApplicationHasWhatItHadAndNoKeys() throws Exception {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));
    var backup = backUp(false);

    var manifest = BackupFile.restore(backup, folder.resolve("./restored"));

    assertThat(manifest.auditRecords()).isNotNull();
    assertThat(manifest.files())
        .extracting(Manifest.Entry::path)
        .contains("db/casework.mv.db")
        .anyMatch(path -> path.startsWith("broker/journal-"))
        .anyMatch(path -> path.startsWith("archive/audit/"))
        .noneMatch(path -> path.startsWith("keys") || path.startsWith("first-run"));
    assertThat(inBackup("select count(*) from case_record where case_id = '%s'".formatted(id)))
        .isEqualTo(1);
    assertThat(inBackup("select tree_size from audit_head")).isEqualTo(manifest.auditRecords());
    var end = inBackup("select part_end from audit_head");
    assertThat(manifest.files())
        .extracting(Manifest.Entry::path)
        .filteredOn(path -> path.endsWith(".jsonl"))
        .allSatisfy(
            path ->
                assertThat(Long.parseLong(path.replaceAll(".*/|\\.jsonl", "")))
                    .isLessThanOrEqualTo(end));
    // The broker went on, and nothing of the copy is left.
    var next = TestEvents.id();
    desk.open(next, TestEvents.kyc(next));
    try (var files = Files.list(data)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".backup"));
    }
  }

  @Test
  void keysAreThereWhenTheyAreAskedFor() throws Exception {
    var manifest = BackupFile.check(backUp(true));

    assertThat(manifest.withKeys()).isTrue();
    assertThat(manifest.files())
        .extracting(Manifest.Entry::path)
        .contains("first-run.json", "keys/signing-key.pem");
  }

  @Test
  void whatWasChangedAddedOrCutOffIsNotPutBack() throws Exception {
    var backup = backUp(false);
    var target = folder.resolve("target");

    for (var spoiled :
        new Path[] {
          copy(backup, "first", entry -> entry.startsWith("db/") ? "x".getBytes(UTF_8) : null),
          copy(backup, "second", entry -> entry.startsWith("db/") ? new byte[0] : null),
        }) {
      assertThatThrownBy(() -> BackupFile.restore(spoiled, target))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("db/casework.mv.db is not what was backed up");
      assertThat(target).doesNotExist();
    }
    var cut = folder.resolve("cut.zip");
    var bytes = Files.readAllBytes(backup);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> BackupFile.check(cut)).isInstanceOf(IOException.class);
    Files.createDirectories(target.resolve("something"));
    assertThatThrownBy(() -> BackupFile.restore(backup, target))
        .isInstanceOf(DirectoryNotEmptyException.class);
  }

  @Test
  void aFolderThatIsInUseIsNotBackedUpBehindItsBack() {
    assertThatThrownBy(
            () ->
                StoppedInstallation.backUp(
                    data, false, Instant.EPOCH, OutputStream.nullOutputStream()))
        .isInstanceOfAny(IOException.class, OverlappingFileLockException.class);
  }

  @Test
  void onlyOperationsMay() {
    assertThat(desk.post("lead-1", "/api/v1/ops/backup", "").status()).isEqualTo(403);
    assertThat(desk.post("auditor-1", "/api/v1/ops/backup", "").status()).isEqualTo(403);
    assertThat(desk.post("ops-1", "/api/v1/ops/backup", "").status()).isEqualTo(200);
    assertThat(desk.get("auditor-1", "/api/v1/audit?action=backup_taken").body())
        .contains("ops-1", "with_keys");
  }

  private long inBackup(String query) throws SQLException {
    var url = "jdbc:h2:file:" + folder.resolve("restored/db/casework");
    try (var database = DriverManager.getConnection(url, "sa", "");
        var found = database.createStatement().executeQuery(query)) {
      found.next();
      return found.getLong(1);
    }
  }

  private Path backUp(boolean withKeys) throws IOException {
    var file = Files.createTempFile(folder, "backup", ".zip");
    try (var out = Files.newOutputStream(file)) {
      installation.copy(withKeys, "ops-1").writeTo(out);
    }
    return file;
  }

  /** The same backup, but for an entry. */
  private Path copy(Path backup, String name, Change change) throws IOException {
    var copy = folder.resolve(name + ".zip");
    try (var from = new ZipFile(backup.toFile());
        var to = new ZipOutputStream(Files.newOutputStream(copy))) {
      for (var entry : new ArrayList<>(from.stream().toList())) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        var other = change.of(entry.getName());
        to.write(other == null ? from.getInputStream(entry).readAllBytes() : other);
        to.closeEntry();
      }
    }
    return copy;
  }

  private interface Change {

    byte @Nullable [] of(String entry);
  }
}
