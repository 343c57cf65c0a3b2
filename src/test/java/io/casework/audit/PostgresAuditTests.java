package io.casework.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a database for several nodes shows; skipped where PostgreSQL is not installed. */
class PostgresAuditTests {

  @TempDir static Path folder;
  private static PostgresServer server;
  private static AuditRig rig;

  @BeforeAll
  static void start() throws Exception {
    var started = PostgresServer.start();
    Assumptions.assumeTrue(started.isPresent(), "PostgreSQL is not installed");
    server = started.get();
    rig =
        new AuditRig(
            folder.resolve("archive"), new TestSigner(), server.url(), "casework", "postgresql");
    rig.partRecords = 100;
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      rig.close();
      server.close();
    }
  }

  @Test
  @Tag("S2-81")
  void nodesThatRaceGiveEveryFactOnePlace() throws Exception {
    var writers = Executors.newFixedThreadPool(6);
    var writing = new AtomicBoolean(true);
    var work = new ArrayList<Future<?>>();
    for (int node = 0; node < 2; node++) {
      work.add(writers.submit(untilDone(writing)));
    }
    var facts = new ArrayList<Future<?>>();
    for (int writer = 0; writer < 4; writer++) {
      facts.add(writers.submit(PostgresAuditTests::write));
    }
    for (var fact : facts) {
      fact.get();
    }
    writing.set(false);
    for (var node : work) {
      node.get();
    }
    writers.shutdown();
    rig.sequencer().takeIn();
    rig.clock.advance(Duration.ofMinutes(5));
    rig.sequencer().takeIn();
    rig.shipper().ship();

    var recorded = count("audit_event");
    assertThat(recorded).isGreaterThanOrEqualTo(800);
    assertThat(count("audit_event e join audit_line l on l.event_seq = e.seq")).isEqualTo(recorded);
    assertThat(rig.log.head().orElseThrow().size()).isEqualTo(recorded);
    assertThat(rig.verified()).contains("OK: " + recorded + " records");
  }

  private static int count(String what) {
    return rig.jdbc.sql("select count(*) from " + what).query(Integer.class).single();
  }

  private static Callable<Void> untilDone(AtomicBoolean writing) {
    var node = rig.sequencer();
    return () -> {
      while (writing.get()) {
        node.takeIn();
      }
      return null;
    };
  }

  /** Every fifth transaction is rolled back after its facts were written. */
  private static Void write() throws SQLException {
    for (int i = 0; i < 250; i++) {
      if (i % 5 == 4) {
        try (var broken = rig.database.getConnection()) {
          broken.setAutoCommit(false);
          try (var insert =
              broken.prepareStatement(
                  "insert into audit_event (at, actor, kind, facts) values (now(), 'a', 'b', '{}')")) {
            insert.executeUpdate();
          }
          broken.rollback();
        }
      } else {
        rig.transaction.executeWithoutResult(
            status -> rig.publish("case_read", Map.of("number", 1)));
      }
    }
    return null;
  }

  @ParameterizedTest
  @Tag("S2-82")
  @ValueSource(
      strings = {
        "update audit_event set actor = 'x'",
        "delete from audit_event",
        "truncate audit_event",
        "update audit_line set line = ''",
        "delete from audit_line",
        "truncate audit_line",
        "update audit_node set level = 9",
        "delete from audit_checkpoint",
        "truncate audit_part",
        "update audit_seal set sums = ''"
      })
  void whatIsRecordedIsNotChangedEvenByTheOwner(String attempt) {
    assertThatThrownBy(() -> rig.jdbc.sql(attempt).update())
        .rootCause()
        .hasMessageContaining("append-only");
  }

  @Test
  @Tag("S2-82")
  void theApplicationsRoleMayAddAndReadAndCannotLiftTheGuard() throws Exception {
    var roles = Files.readString(Path.of("infra/postgres/roles.sql"));
    rig.template.execute(roles);
    rig.template.execute(roles);

    try (var connection = DriverManager.getConnection(server.url(), "casework_app", "unused");
        var statement = connection.createStatement()) {
      statement.executeUpdate(
          "insert into audit_event (at, actor, kind, facts) values (now(), 'a', 'b', '{}')");
      statement.executeUpdate("update audit_head set id = 1");
      for (var table :
          new String[] {
            "audit_event",
            "audit_line",
            "audit_node",
            "audit_checkpoint",
            "audit_part",
            "audit_seal"
          }) {
        statement.executeQuery("select count(*) from " + table).close();
        for (var attempt :
            new String[] {
              "delete from " + table,
              "truncate " + table,
              "drop table " + table,
              "alter table " + table + " disable trigger all",
              "drop trigger " + table + "_append_only on " + table
            }) {
          assertThatThrownBy(() -> statement.executeUpdate(attempt))
              .isInstanceOfSatisfying(
                  SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
              .message()
              .matches("(?s).*(permission denied|must be owner).*");
        }
      }
      assertThatThrownBy(() -> statement.executeUpdate("update audit_event set actor = 'x'"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> statement.executeUpdate("delete from flyway_schema_history"))
          .hasMessageContaining("permission denied");
    }
  }
}
