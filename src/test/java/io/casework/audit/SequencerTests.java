package io.casework.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.Utc;
import io.casework.vault.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("S2-81")
class SequencerTests {

  @TempDir private Path folder;
  private AuditRig rig;

  @BeforeEach
  void open() {
    rig = new AuditRig(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aFactThatIsCommittedLateComesAfterThoseThatWereFaster() throws Exception {
    try (var slow = rig.database.getConnection()) {
      slow.setAutoCommit(false);
      insert(slow, "slow");
      rig.facts(2);
      assertThat(rig.sequencer().takeIn()).isEqualTo(2);

      slow.commit();

      assertThat(rig.sequencer().takeIn()).isEqualTo(1);
    }
    assertThat(actions()).containsExactly("case_read", "case_read", "slow");
    assertThat(gaps()).isZero();
  }

  @Test
  void aNumberThatWasRolledBackLeavesNoGapInTheLogAndIsForgottenAfterADay() throws Exception {
    try (var broken = rig.database.getConnection()) {
      broken.setAutoCommit(false);
      insert(broken, "broken");
      broken.rollback();
    }
    rig.facts(2);
    rig.sequencer().takeIn();
    assertThat(gaps()).isEqualTo(1);

    rig.clock.advance(Duration.ofHours(25));
    rig.facts(1);
    rig.sequencer().takeIn();

    assertThat(gaps()).isZero();
    assertThat(rig.jdbc.sql("select seq from audit_line order by seq").query(Long.class).list())
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void anotherNodeGoesOnWhereOneStopped() {
    rig.facts(3);
    var first = rig.sequencer();
    first.takeIn();
    rig.facts(300);
    rig.sequencer().takeIn();
    rig.facts(3);
    first.takeIn();

    assertThat(actions()).hasSize(306);
    assertChain(306);
  }

  @Test
  void nothingNewMeansNoWriting() {
    rig.facts(3);
    rig.sequencer().takeIn();
    var head = rig.log.head();

    assertThat(rig.sequencer().takeIn()).isZero();

    assertThat(rig.log.head()).isEqualTo(head);
  }

  @Test
  void aPartIsClosedWhenItIsFullAndWhenItIsOldAndAtMidnight() {
    rig.facts(12);
    rig.sequencer().takeIn();
    assertThat(parts()).containsExactly("1-10 2026-11-20");

    rig.clock.advance(Duration.ofMinutes(5));
    rig.sequencer().takeIn();
    assertThat(parts()).containsExactly("1-10 2026-11-20", "11-12 2026-11-20");

    rig.facts(1);
    rig.sequencer().takeIn();
    rig.clock.advance(Duration.ofDays(1));
    rig.facts(1);
    rig.sequencer().takeIn();
    rig.clock.advance(Duration.ofDays(1));
    rig.sequencer().takeIn();
    assertThat(parts())
        .containsExactly(
            "1-10 2026-11-20", "11-12 2026-11-20", "13-13 2026-11-20", "14-14 2026-11-21");
  }

  @Test
  void aClockThatGoesBackDoesNotReopenADay() {
    rig.clock.advance(Duration.ofDays(1));
    rig.facts(1);
    rig.sequencer().takeIn();
    rig.clock.advance(Duration.ofDays(-1));
    rig.facts(1);
    rig.sequencer().takeIn();

    assertThat(rig.log.head().orElseThrow().day()).hasToString("2026-11-21");
    assertChain(2);
  }

  @Test
  void aCheckpointCoversWhatIsCommittedAndIsSignedOnce() throws Exception {
    assertThat(rig.sealedLog().latest()).isEmpty();
    var none = rig.sealedLog().checkpoint();
    rig.facts(3);
    var three = rig.sealedLog().checkpoint();

    assertThat(none.size()).isZero();
    assertThat(three.size()).isEqualTo(3);
    assertThat(rig.sealedLog().checkpoint()).isEqualTo(three);
    assertThat(rig.sealedLog().latest()).contains(three);
    var note = CheckpointNote.parse(three.note());
    assertThat(note.root()).isEqualTo(new HashTree(rig.tree).root(3));
    assertThat(note.signedBy(List.of(VerifyingKey.of(rig.signer.publicKey())))).isTrue();
    assertThat(note.signedBy(List.of(VerifyingKey.of(new TestSigner().publicKey())))).isFalse();
  }

  @Test
  void halfACharacterDoesNotStopTheLog() {
    rig.transaction.executeWithoutResult(
        status -> rig.publish("odd", Map.of("id", "\uD83D", "lines", "\u2028\n\u0000")));

    rig.sequencer().takeIn();

    assertThat(actions()).containsExactly("odd");
    assertChain(1);
  }

  private void insert(Connection connection, String kind) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into audit_event (at, actor, kind, facts) values (?, 'system', ?, '{}')")) {
      insert.setObject(1, Utc.of(rig.clock.instant()));
      insert.setString(2, kind);
      insert.executeUpdate();
    }
  }

  private void assertChain(int size) {
    var prev = "0".repeat(64);
    var lines = rig.log.lines(1, Long.MAX_VALUE);
    assertThat(lines).hasSize(size);
    for (var line : lines) {
      assertThat(new String(line, StandardCharsets.UTF_8))
          .endsWith("\"prev\":\"" + prev + "\"}\n")
          .hasLineCount(1);
      prev = Sha256.hex(Sha256.of(line));
    }
  }

  private List<String> actions() {
    var actions = new ArrayList<String>();
    for (var line : rig.log.lines(1, Long.MAX_VALUE)) {
      try {
        actions.add(new ObjectMapper().readTree(line).path("action").asText());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return actions;
  }

  private int gaps() {
    return rig.jdbc.sql("select count(*) from audit_gap").query(Integer.class).single();
  }

  private List<String> parts() {
    return rig.jdbc
        .sql("select * from audit_part order by first_seq")
        .query(
            (row, n) ->
                "%d-%d %s"
                    .formatted(
                        row.getLong("first_seq"),
                        row.getLong("last_seq"),
                        row.getObject("log_day", LocalDate.class)))
        .list();
  }
}
