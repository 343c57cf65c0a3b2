package io.casework.alerts.sources;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.casework.alerts.AlertSource;
import io.casework.alerts.IncomingAlert;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes one large file in a process of its own, whose heap the caller chooses: {@code folder rows
 * batches}; after that many batches, it ends as {@code kill -9} would. Rows are kept in a table
 * that bears none twice.
 */
final class LargeFile {

  private LargeFile() {}

  public static void main(String[] arguments) throws IOException {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.INFO);
    var folder = Path.of(arguments[0]);
    var rows = Integer.parseInt(arguments[1]);
    var batches = Integer.parseInt(arguments[2]);
    var database =
        new SingleConnectionDataSource(
            "jdbc:h2:file:%s/db;WRITE_DELAY=0;CACHE_SIZE=4096".formatted(folder), "sa", "", true);
    var jdbc = JdbcClient.create(database);
    if (!Files.exists(folder.resolve("drop"))) {
      new ResourceDatabasePopulator(new ClassPathResource("db/migration/V20__alert_sources.sql"))
          .execute(database);
      jdbc.sql("create table taken (id varchar(20) primary key)").update();
      Files.createDirectories(folder.resolve("drop"));
      write(folder.resolve("drop").resolve("large.csv"), rows);
    }
    var taker = new KeepingTaker(database, batches);
    var began = System.nanoTime();
    drop(folder.resolve("drop"), jdbc).collect(false, taker);
    System.out.printf(
        "rows %d, failures %d, seconds %.1f, peak heap %d MB, done %s%n",
        jdbc.sql("select count(*) from taken").query(Long.class).single(),
        taker.failures,
        (System.nanoTime() - began) / 1e9,
        peak() >> 20,
        Files.list(folder.resolve("drop").resolve("done")).toList().size());
    database.destroy();
  }

  private static void write(Path file, int rows) throws IOException {
    try (var writer = Files.newBufferedWriter(file)) {
      writer.write(DropRig.HEADER);
      for (int row = 0; row < rows; row++) {
        writer.write(
            "TXN-%d,CUST-%d,%d.25,USD,AE,cash_deposit,%d.5,2024-12-12T12:00:00Z\n"
                .formatted(row, row % 1000, row % 50_000, row % 100));
      }
    }
  }

  private static DropFolder drop(Path folder, JdbcClient jdbc) {
    var columns = List.of(DropRig.HEADER.strip().split(","));
    return new DropFolder(
        new SourceProperties.Drop(
            folder, Duration.ofSeconds(2), Duration.ZERO, Duration.ofDays(30)),
        new FileDesk(
            new DropPlaces(folder),
            new FileLedger(jdbc, Clock.systemUTC()),
            new ObjectMapper().registerModule(new JavaTimeModule()),
            Clock.systemUTC()),
        Map.of(
            "csv", new CsvFormat(new SourceProperties.Csv(',', columns, BigDecimal.valueOf(80)))));
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }

  private static final class KeepingTaker implements AlertSource.Taker {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private int batches;
    private int failures;

    KeepingTaker(SingleConnectionDataSource database, int batches) {
      this.jdbc = JdbcClient.create(database);
      this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
      this.batches = batches;
    }

    @Override
    public void take(List<IncomingAlert> alerts, Runnable position) {
      transaction.executeWithoutResult(
          status -> {
            jdbc.sql(
                    "insert into taken select id from unnest(cast(:ids as varchar array)) as t (id)")
                .param("ids", alerts.stream().map(IncomingAlert::externalId).toArray(String[]::new))
                .update();
            position.run();
            if (--batches == 0) {
              Runtime.getRuntime().halt(137);
            }
          });
    }

    @Override
    public void failed(String what, String why) {
      failures++;
    }
  }
}
