package io.casework.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A commit that has returned is in the file, whoever commits beside it. */
class GroupCommitTests {

  private static final int NEIGHBOURS = 6;
  private static final int LOOKS = 10;

  @TempDir Path folder;
  private HikariDataSource database;
  private JdbcClient jdbc;
  private TransactionTemplate transaction;

  @BeforeEach
  void open() {
    database = new HikariDataSource();
    // An hour: nothing is written by H2's own clock meanwhile.
    database.setJdbcUrl("jdbc:h2:file:" + folder.resolve("db") + ";WRITE_DELAY=3600000");
    database.setUsername("sa");
    jdbc = JdbcClient.create(database);
    transaction = new TransactionTemplate(new GroupCommit(database));
    transaction.executeWithoutResult(
        status -> jdbc.sql("create table kept (id identity, who varchar(20))").update());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatWasCommittedIsInACopyOfTheFileThatIsTakenRightAfter() throws Exception {
    for (int look = 1; look <= LOOKS; look++) {
      keep("alone");
      assertThat(inTheFile("alone")).isGreaterThanOrEqualTo(look);
    }
  }

  @Test
  void commitsThatComeTogetherAreInTheFileOnceEachHasReturned() throws Exception {
    var kept = new AtomicInteger();
    var threads = Executors.newFixedThreadPool(NEIGHBOURS);
    try {
      for (int i = 0; i < NEIGHBOURS; i++) {
        threads.execute(
            () -> {
              while (!threads.isShutdown()) {
                keep("together");
                kept.incrementAndGet();
              }
            });
      }
      for (int look = 0; look < LOOKS; look++) {
        var reported = kept.get();
        assertThat(inTheFile("together")).isGreaterThanOrEqualTo(reported);
      }
    } finally {
      threads.shutdown();
      threads.awaitTermination(10, TimeUnit.SECONDS);
    }
    assertThat(kept).hasPositiveValue();
  }

  private void keep(String who) {
    transaction.executeWithoutResult(
        status -> jdbc.sql("insert into kept (who) values (:who)").param("who", who).update());
  }

  /** As a process that was killed at this moment would leave it. */
  private int inTheFile(String who) throws Exception {
    var copy = Files.createTempDirectory(folder, "copy").resolve("db");
    Files.copy(folder.resolve("db.mv.db"), Path.of(copy + ".mv.db"));
    try (var connection = DriverManager.getConnection("jdbc:h2:file:" + copy, "sa", "");
        var question = connection.prepareStatement("select count(*) from kept where who = ?")) {
      question.setString(1, who);
      try (var answer = question.executeQuery()) {
        answer.next();
        return answer.getInt(1);
      }
    }
  }
}
