package io.casework.audit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.casework.core.CaseId;
import io.casework.core.Utc;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** How fast a log is taken in, shipped and verified; on H2 on disk. */
final class AuditLogBenchmark {

  private static final int BATCH = 10_000;
  private static final PrintStream OUT = System.out;

  private AuditLogBenchmark() {}

  public static void main(String[] args) throws Exception {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    var records = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    var folder = Files.createTempDirectory("casework-audit");
    try (var rig = rig(folder)) {
      rig.partRecords = 1000;
      measure("recorded", records, () -> record(rig, records));
      measure("taken in", records, () -> rig.sequencer().takeIn());
      rig.clock.advance(Duration.ofDays(1));
      rig.sequencer().takeIn();
      measure("shipped", records, () -> ship(rig));
      measure("verified", records, () -> rig.verified());
      measure("verified again", records, () -> rig.verified());
      measure("slice of 200 records with proofs", 200, () -> slice(rig));
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private static AuditRig rig(Path folder) {
    return new AuditRig(
        folder.resolve("archive"),
        new TestSigner(),
        "jdbc:h2:file:%s/db;WRITE_DELAY=0".formatted(folder),
        "sa",
        "h2");
  }

  private static Void record(AuditRig rig, int records) {
    var facts = "{\"status\":\"in_review\",\"assignee\":\"analyst-1\",\"version\":4,\"round\":1}";
    for (int from = 0; from < records; from += BATCH) {
      var rows = new ArrayList<Object[]>();
      for (int i = from; i < Math.min(from + BATCH, records); i++) {
        var caseId = "00000000-0000-4000-8000-%012d".formatted(i % (records / 200));
        rows.add(
            new Object[] {
              Utc.of(rig.clock.instant()),
              "analyst-1",
              "case_changed",
              caseId,
              caseId,
              facts,
              "analysts",
              "127.0.0.1 http",
              "node-1",
              "travel"
            });
      }
      rig.template.batchUpdate(
          """
          insert into audit_event (at, actor, kind, case_id, correlation_id, facts, roles, origin,
            node, reason)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
          rows);
    }
    return null;
  }

  private static Void ship(AuditRig rig) throws Exception {
    rig.shipper().ship();
    return null;
  }

  private static List<AuditLog.ProvenLine> slice(AuditRig rig) {
    var log = rig.sealedLog();
    return log.slice(new CaseId("00000000-0000-4000-8000-%012d".formatted(7)), log.checkpoint());
  }

  private static void measure(String what, int records, Callable<?> work) throws Exception {
    var start = System.nanoTime();
    work.call();
    var seconds = (System.nanoTime() - start) / 1e9;
    OUT.printf(
        Locale.ROOT,
        "audit log, %s: %d records in %.2f s, %.0f a second%n",
        what,
        records,
        seconds,
        records / seconds);
  }
}
