package io.casework.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.archive.Archive;
import io.casework.archive.ArchiveConflict;
import io.casework.core.Content;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;

@Tag("S2-82")
class ShippingTests {

  @TempDir private Path folder;
  private AuditRig rig;

  @BeforeEach
  void open() {
    rig = new AuditRig(folder.resolve("archive"));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void partsAndSealsLieInAFolderPerDay() throws Exception {
    rig.threeDays();

    assertThat(rig.archive().list("audit/2026-11-21"))
        .containsExactly(
            "audit/2026-11-21/000000000026.checkpoint",
            "audit/2026-11-21/000000000026.jsonl",
            "audit/2026-11-21/000000000036.checkpoint",
            "audit/2026-11-21/000000000036.jsonl",
            "audit/2026-11-21/000000000046.checkpoint",
            "audit/2026-11-21/000000000046.jsonl",
            "audit/2026-11-21/SHA256SUMS",
            "audit/2026-11-21/SHA256SUMS.sig");
    assertThat(Files.readString(rig.audit().resolve("2026-11-21/SHA256SUMS")))
        .endsWith("  ../2026-11-20/SHA256SUMS\n")
        .hasLineCount(7);
    assertThat(rig.archive().list("audit/2026-11-22")).hasSize(6);
    assertThat(Files.readString(rig.audit().resolve("keys/" + rig.signer.keyId() + ".pub.pem")))
        .isEqualTo(rig.signer.publicKey());
    assertThat(rig.verified())
        .contains("75 records", "Sealed until record 50, the end of 2026-11-21", "51 to 75");
  }

  @Test
  void aDayWithoutRecordsHasNoSealAndBreaksNoChain() throws Exception {
    rig.facts(1);
    rig.sequencer().takeIn();
    rig.clock.advance(Duration.ofDays(3));
    rig.facts(1);
    rig.sequencer().takeIn();
    rig.clock.advance(Duration.ofDays(1));
    rig.sequencer().takeIn();
    rig.shipper().ship();

    assertThat(rig.archive().list("audit/2026-11-2"))
        .filteredOn(name -> name.endsWith("SUMS"))
        .containsExactly("audit/2026-11-20/SHA256SUMS", "audit/2026-11-23/SHA256SUMS");
    assertThat(rig.verified()).contains("Every record stands under a seal.");
  }

  @Test
  void aShippingThatBrokeOffAnywhereIsRepeatedToTheSameBytes() throws Exception {
    rig.threeDays();
    var whole = contents(rig.archive());

    for (int most = 0; most < whole.size(); most++) {
      var again = Archive.inFolder(folder.resolve("again-" + most));
      rig.jdbc.sql("update audit_head set shipped_to = 0, sealed_to = null").update();
      var broken = new BreakingArchive(again, most);
      assertThatThrownBy(() -> shipperTo(broken).ship()).isInstanceOf(IOException.class);

      // Neither the progress nor anything in memory is left.
      rig.jdbc.sql("update audit_head set shipped_to = 0, sealed_to = null").update();
      shipperTo(again).ship();

      assertThat(contents(again)).isEqualTo(whole);
    }
  }

  @Test
  void anArchiveThatIsAwayIsTriedAgainAndNothingIsLost() throws Exception {
    rig.facts(10);
    var broken = new BreakingArchive(rig.archive(), 0);
    var keeper = keeper(shipperTo(broken));
    keeper.turn();
    assertThat(rig.archive().list("")).isEmpty();
    assertThat(keeper.health().getStatus()).isEqualTo(Status.UP);

    broken.left = Integer.MAX_VALUE;
    keeper.turn();

    assertThat(rig.verified()).contains("10 records");
  }

  @Test
  void otherBytesInTheArchiveStopTheShippingAndAreToldAndTheLogGoesOn() throws Exception {
    rig.archive()
        .create("audit/2026-11-20/000000000001.jsonl", Content.of("forged\n".getBytes(UTF_8)));
    var keeper = keeper(rig.shipper());
    rig.facts(10);

    keeper.turn();
    keeper.turn();

    assertThat(keeper.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(
            rig.jdbc
                .sql("select kind from audit_event where actor = 'system'")
                .query()
                .listOfRows())
        .hasSize(1);
    assertThat(rig.log.head().orElseThrow().size()).isEqualTo(11);
  }

  @Test
  void checkpointsAndSealsGoToASecondPlace() throws Exception {
    rig.threeDays();
    var anchor = Archive.inFolder(folder.resolve("anchor"));
    rig.jdbc.sql("update audit_head set shipped_to = 0, sealed_to = null").update();

    rig.shipper(anchor).ship();

    assertThat(anchor.list("audit/2026-11-20/"))
        .containsExactly(
            "audit/2026-11-20/000000000001.checkpoint",
            "audit/2026-11-20/000000000011.checkpoint",
            "audit/2026-11-20/000000000021.checkpoint",
            "audit/2026-11-20/SHA256SUMS",
            "audit/2026-11-20/SHA256SUMS.sig");
    assertThat(
            LogVerifier.verify(
                rig.audit(),
                List.of(rig.key()),
                folder.resolve("anchor/audit/2026-11-22/000000000071.checkpoint"),
                null))
        .contains("the 75 records of the checkpoint kept elsewhere");
  }

  @Test
  void anAuthorityThatFailsDelaysOnlyItsTimeStamp() throws Exception {
    try (var authority = new LocalTimeStampAuthority()) {
      authority.failing = true;
      rig.threeDays();
      var shipper = rig.shipper(authority.url());
      shipper.ship();
      shipper.ship();
      assertThat(authority.asked).isEqualTo(1);
      assertThat(rig.archive().list("audit/2026-11-20/")).noneMatch(name -> name.endsWith("tsr"));

      authority.failing = false;
      rig.clock.advance(Duration.ofMinutes(1));
      shipper.ship();

      assertThat(rig.archive().list("audit/"))
          .filteredOn(name -> name.endsWith("tsr"))
          .containsExactly("audit/2026-11-20/SHA256SUMS.tsr", "audit/2026-11-21/SHA256SUMS.tsr");
      var certificate = Files.writeString(folder.resolve("tsa.pem"), authority.certificatePem());
      assertThat(LogVerifier.verify(rig.audit(), List.of(rig.key()), null, certificate))
          .contains("time stamps: 2 right");
    }
  }

  @Test
  void aChangeOfKeysIsFollowedWithBothKeys() throws Exception {
    rig.facts(10);
    rig.sequencer().takeIn();
    rig.shipper().ship();
    var next = new TestSigner();
    rig.facts(10);
    rig.sequencer(next).takeIn();
    rig.shipper().ship();
    var nextKey = Files.writeString(folder.resolve("next.pem"), next.publicKey());

    assertThat(LogVerifier.verify(rig.audit(), List.of(rig.key(), nextKey), null, null))
        .contains("20 records");
    assertThatThrownBy(() -> rig.verified())
        .hasMessage("2026-11-20/000000000011.checkpoint: is not signed by this key");
  }

  private LogKeeper keeper(Shipper shipper) {
    return new LogKeeper(
        rig.sequencer(),
        shipper,
        (name, span) -> true,
        fact -> rig.record(fact),
        rig.transactions,
        rig.properties(),
        new SimpleMeterRegistry());
  }

  private Shipper shipperTo(Archive archive) {
    return new Shipper(
        rig.log, rig.seals, archive, List.of(), Optional.empty(), rig.signer, rig.clock);
  }

  private static List<String> contents(Archive archive) throws IOException {
    var contents = new ArrayList<String>();
    for (var name : archive.list("")) {
      try (var in = archive.find(name).orElseThrow().open()) {
        contents.add(name + " " + Sha256.hex(Sha256.of(in.readAllBytes())));
      }
    }
    return contents;
  }

  /** Takes so many objects and then no more. */
  private static final class BreakingArchive implements Archive {

    private final Archive archive;
    private int left;

    BreakingArchive(Archive archive, int left) {
      this.archive = archive;
      this.left = left;
    }

    @Override
    public String create(String name, Content content) throws IOException, ArchiveConflict {
      if (left-- <= 0) {
        throw new IOException("the archive is away");
      }
      return archive.create(name, content);
    }

    @Override
    public Optional<Content> find(String name) throws IOException {
      return archive.find(name);
    }

    @Override
    public List<String> list(String prefix) throws IOException {
      return archive.list(prefix);
    }
  }
}
