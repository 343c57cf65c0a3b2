package io.casework.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.core.Invariant.Breaches;
import io.casework.core.Refused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;

/** A database from before, and an archive of today: nothing is numbered anew behind one's back. */
class RestoredLogTests {

  @TempDir private Path folder;
  private final TestSigner signer = new TestSigner();
  private AuditRig lost;
  private AuditRig restored;

  /** 27 records in the archive, 15 in the database, of which 10 are in a part. */
  @BeforeEach
  void restore() throws Exception {
    lost = rig(folder.resolve("lost"));
    lost.facts(15);
    lost.sequencer().takeIn();
    lost.shipper().ship();
    lost.facts(2); // recorded, but without a place when the backup is taken
    var backup = folder.resolve("backup.zip");
    lost.jdbc.sql("backup to '%s'".formatted(backup)).update();
    lost.facts(10);
    lost.sequencer().takeIn();
    lost.clock.advance(Duration.ofMinutes(6));
    lost.sequencer().takeIn();
    lost.shipper().ship();
    restored = rig(unpacked(backup));
    restored.clock.advance(Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    lost.close();
    restored.close();
  }

  @Test
  void theLogStandsStillAndSaysWhy() throws Exception {
    restored.facts(3);
    var keeper = keeper();

    keeper.turn();
    keeper.turn();

    assertThat(keeper.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(keeper.health().getDetails().get("conflict").toString())
        .contains("the archive has 27 records and this database 15", "acknowledged-gap=27");
    assertThat(restored.log.head().orElseThrow().size()).isEqualTo(15);
    assertThat(kinds("audit_conflict")).isEqualTo(1);
    assertThatThrownBy(() -> restored.sealedLog().checkpoint()).isInstanceOf(Refused.class);
    assertThat(restored.verified()).contains("27 records");
  }

  @Test
  void anotherNumberThanTheArchivesAcknowledgesNothing() {
    restored.acknowledgedGap = 26L;

    assertThatThrownBy(() -> restored.sequencer().takeIn()).hasMessageContaining("has 27 records");
    assertThat(restored.log.head().orElseThrow().size()).isEqualTo(15);
  }

  @Test
  void acknowledgedItGoesOnBehindTheArchiveAndTellsOfTheGap() throws Exception {
    restored.acknowledgedGap = 27L;
    restored.facts(3);

    restored.sequencer().takeIn();
    restored.clock.advance(Duration.ofMinutes(6));
    restored.sequencer().takeIn();
    restored.shipper().ship();

    // The three, and the gap itself; the two that had no place have the one they had before.
    assertThat(restored.log.head().orElseThrow().size()).isEqualTo(31);
    assertThat(restored.verified()).contains("31 records");
    assertThat(
            restored
                .jdbc
                .sql("select facts from audit_event where kind = 'audit_gap'")
                .query(String.class)
                .single())
        .contains("\"known_to\":15", "\"archived_to\":27");
    assertThat(new LoggedFacts(restored.jdbc, restored.log, restored.clock).check(3))
        .isEqualTo(Breaches.NONE);
    assertThat(new ShippedParts(restored.seals, restored.log, restored.archive()).check(3))
        .isEqualTo(Breaches.NONE);
    // The next start finds nothing to do.
    restored.acknowledgedGap = null;
    restored.facts(1);
    assertThat(restored.sequencer().takeIn()).isEqualTo(1);
  }

  @Test
  void aLogThatSomebodyElseWentOnWithIsNotTaken() throws Exception {
    restored.acknowledgedGap = 27L;
    var part = restored.audit().resolve("2026-11-20/000000000011.jsonl");
    Files.delete(part);
    Files.writeString(part, Files.readString(lastShipped()).replace("case_read", "case_made"));

    assertThatThrownBy(() -> restored.sequencer().takeIn())
        .hasMessageContaining("000000000011 in the archive does not continue this log");
    assertThat(restored.log.head().orElseThrow().size()).isEqualTo(15);
  }

  @Test
  void anEmptyDatabaseBesideAnArchivedLogBeginsNoOther() {
    try (var empty = rig(folder.resolve("empty"))) {
      empty.facts(1);

      assertThatThrownBy(() -> empty.sequencer().takeIn())
          .hasMessageContaining("the archive has a log and this database none");
      assertThat(empty.log.head()).isEmpty();
    }
  }

  private Path lastShipped() {
    return restored.audit().resolve("2026-11-20/000000000021.jsonl");
  }

  private AuditRig rig(Path database) {
    return new AuditRig(
        folder.resolve("archive"), signer, "jdbc:h2:file:" + database.resolve("db"), "sa", "h2");
  }

  private Path unpacked(Path backup) throws Exception {
    var to = Files.createDirectories(folder.resolve(UUID.randomUUID().toString()));
    try (var zip = new ZipInputStream(Files.newInputStream(backup))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, to.resolve(entry.getName()));
      }
    }
    return to;
  }

  private long kinds(String kind) {
    return restored
        .jdbc
        .sql("select count(*) from audit_event where kind = :kind")
        .param("kind", kind)
        .query(Long.class)
        .single();
  }

  private LogKeeper keeper() {
    return new LogKeeper(
        restored.sequencer(),
        restored.shipper(),
        (name, span) -> true,
        fact -> restored.record(fact),
        restored.transactions,
        restored.properties(),
        new SimpleMeterRegistry());
  }
}
