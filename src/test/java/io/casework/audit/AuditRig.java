package io.casework.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.casework.MovingClock;
import io.casework.archive.Archive;
import io.casework.core.Callers;
import io.casework.core.CaseEvent;
import io.casework.core.CaseId;
import io.casework.core.OperationsEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The audit room without the rest of the house: a database, a folder, and a clock of its own. */
final class AuditRig implements AutoCloseable {

  final MovingClock clock = new MovingClock();
  final TestSigner signer;
  final Path folder;
  final HikariDataSource database;
  final JdbcTemplate template;
  final JdbcClient jdbc;
  final JdbcTransactionManager transactions;
  final TransactionTemplate transaction;
  final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
  final LogTables log;
  final TreeTables tree;
  final SealTables seals;
  final FactRecorder recorder;
  int partRecords = 10;
  @Nullable Long acknowledgedGap;

  /** On H2 in memory. */
  AuditRig(Path folder) {
    this(folder, new TestSigner());
  }

  AuditRig(Path folder, TestSigner signer) {
    this(folder, signer, "jdbc:h2:mem:" + UUID.randomUUID(), "sa", "h2");
  }

  AuditRig(Path folder, TestSigner signer, String url, String user, String vendor) {
    this.folder = folder;
    this.signer = signer;
    var pool = new HikariConfig();
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    this.database = new HikariDataSource(pool);
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration", "classpath:db/" + vendor)
        .load()
        .migrate();
    this.template = new JdbcTemplate(database);
    this.jdbc = JdbcClient.create(template);
    this.transactions = new JdbcTransactionManager(database);
    this.transaction = new TransactionTemplate(transactions);
    this.log = new LogTables(template);
    this.tree = new TreeTables(jdbc);
    this.seals = new SealTables(jdbc);
    this.recorder =
        new FactRecorder(template, new ObjectMapper(), clock, beans.getBeanProvider(Callers.class));
    transactions.addListener(recorder);
  }

  /** Records facts, each in a transaction of its own. */
  void facts(int count) {
    for (int i = 0; i < count; i++) {
      transaction.executeWithoutResult(status -> publish("case_read", Map.of("number", 1)));
    }
  }

  void publish(String kind, Map<String, Object> facts) {
    publish(kind, null, facts);
  }

  void publish(String kind, @Nullable CaseId caseId, Map<String, Object> facts) {
    record(new OperationsEvent(kind, caseId, "auditor-1", facts));
  }

  void record(Object fact) {
    try {
      recorder.record((CaseEvent) fact);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A node: what is in its memory begins anew. */
  Sequencer sequencer() {
    return sequencer(signer);
  }

  Sequencer sequencer(TestSigner signer) {
    return new Sequencer(log, tree, seals, restored(), signer, properties(), clock, transactions);
  }

  RestoredLog restored() {
    return new RestoredLog(
        log, tree, seals, archive(), signer, properties(), this::record, clock, transactions);
  }

  SealedLog sealedLog() {
    return new SealedLog(sequencer(), log, tree, seals);
  }

  Shipper shipper(Archive... anchors) {
    return shipper(null, anchors);
  }

  Shipper shipper(@Nullable URI authority, Archive... anchors) {
    return new Shipper(
        log,
        seals,
        archive(),
        List.of(anchors),
        Optional.ofNullable(authority)
            .map(url -> new TimeStampAuthority(url, Duration.ofSeconds(5))),
        signer,
        clock);
  }

  Archive archive() {
    return Archive.inFolder(folder);
  }

  AuditProperties properties() {
    return new AuditProperties(
        Duration.ofSeconds(1),
        partRecords,
        Duration.ofMinutes(5),
        null,
        Duration.ofSeconds(5),
        null,
        null,
        acknowledgedGap);
  }

  /** Facts on three days, in several parts each, the last day open; all of it shipped. */
  void threeDays() throws IOException, InterruptedException {
    for (int day = 0; day < 3; day++) {
      facts(25);
      sequencer().takeIn();
      clock.advance(Duration.ofMinutes(6));
      sequencer().takeIn();
      if (day < 2) {
        clock.advance(Duration.ofDays(1));
        sequencer().takeIn();
      }
      shipper().ship();
    }
  }

  Path audit() {
    return folder.resolve("audit");
  }

  Path key() throws IOException {
    return Files.writeString(folder.resolveSibling(UUID.randomUUID() + ".pem"), signer.publicKey());
  }

  String verified() throws Exception {
    return LogVerifier.verify(audit(), List.of(key()), null, null);
  }

  @Override
  public void close() {
    database.close();
  }
}
