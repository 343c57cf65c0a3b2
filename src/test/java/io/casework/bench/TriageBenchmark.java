package io.casework.bench;

import io.casework.CaseworkApplication;
import io.casework.PostgresServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Alert triage of the whole application in dry run: the sample twice, a long table from the drop
 * folder, and the question whether an alert was seen before, in a small index and a large one.
 *
 * <p>Arguments: rows of the table (100000), rows of the large index (10000000), databases.
 */
public final class TriageBenchmark implements AutoCloseable {

  private static final int SMALL = 10_000;
  private static final String PASSWORD = "Only-for-benchmarks-1";

  private final TemporaryFolder folder = new TemporaryFolder("casework-triage");
  private final ServletWebServerApplicationContext application;
  private final JdbcClient jdbc;
  private final String name;

  private TriageBenchmark(String name, String[] properties) {
    this.name = name;
    var arguments =
        new ArrayList<>(
            List.of(
                "--casework.installation.data=" + folder.path(),
                "--casework.installation.demo-password=" + PASSWORD,
                "--casework.bus.broker-port=0",
                "--server.port=0",
                "--management.server.port=0",
                "--logging.level.root=WARN"));
    arguments.addAll(Arrays.asList(properties));
    this.application =
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(CaseworkApplication.class)
                .run(arguments.toArray(String[]::new));
    this.jdbc = application.getBean(JdbcClient.class);
  }

  public static void main(String[] args) throws Exception {
    var rows = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    var large = args.length > 1 ? Integer.parseInt(args[1]) : 10_000_000;
    for (var database : (args.length > 2 ? args[2] : "h2,postgresql").split(",")) {
      if (database.equals("h2")) {
        run(new TriageBenchmark("H2", new String[0]), rows, large);
        continue;
      }
      var server = PostgresServer.start();
      if (server.isEmpty()) {
        System.out.println("PostgreSQL: not installed, left out");
        continue;
      }
      try (var running = server.get()) {
        run(new TriageBenchmark("PostgreSQL", running.properties()), rows, large);
      }
    }
    System.exit(0);
  }

  private static void run(TriageBenchmark benchmark, int rows, int large) throws Exception {
    try (benchmark) {
      benchmark.sampleTwice("cold");
      benchmark.table(rows);
      benchmark.jdbc.sql("delete from alert_dedup").update();
      benchmark.sampleTwice("warm");
      benchmark.lookUps(large);
    }
  }

  /** The 30 mails and 50 rows, twice, until they are on disk, and until all messages are out. */
  private void sampleTwice(String state) throws Exception {
    var samples = Path.of("src/test/resources/triage");
    var mails = Files.readString(samples.resolve("vendor-emails.json"));
    var rows = Files.readString(samples.resolve("transaction-monitoring.csv"));
    var before = messages();
    var start = System.nanoTime();
    for (int turn = 0; turn < 2; turn++) {
      post("email", "application/json", mails);
      post("csv", "text/csv", rows);
    }
    var triaged = System.nanoTime();
    awaitMessages();
    System.out.printf(
        "%s, %s: 160 alerts in %.3f s, their %d messages written after %.3f s%n",
        name,
        state,
        (triaged - start) / 1e9,
        messages() - before,
        (System.nanoTime() - start) / 1e9);
  }

  private void post(String source, String type, String body) throws Exception {
    var port = application.getWebServer().getPort();
    var login =
        Base64.getEncoder().encodeToString(("ops-1:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:%d/api/v1/alerts/ingest?source=%s"
                                .formatted(port, source)))
                    .header("Authorization", "Basic " + login)
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
  }

  private long messages() {
    return jdbc.sql("select count(*) from notification_delivery where state = 'sent'")
        .query(Long.class)
        .single();
  }

  private void awaitMessages() throws InterruptedException {
    while (jdbc.sql("select count(*) from notification_delivery where state = 'waiting'")
            .query(Long.class)
            .single()
        > 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** A file of transactions, from its arrival to the end of its run. */
  private void table(int rows) throws Exception {
    var drop = folder.path().resolve("drop");
    write(drop.resolve(".table.csv"), rows);
    var before = triaged();
    var cpu = Side.cpuMillis();
    Files.move(drop.resolve(".table.csv"), drop.resolve("table.csv"));
    while (triaged() == before) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    var start = System.nanoTime();
    while (triaged() < before + rows) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    var seconds = (System.nanoTime() - start) / 1e9;
    awaitMessages();
    System.out.printf(
        "%s: %d alerts from a table in %.1f s, %.0f a minute, %.2f ms of CPU each%n",
        name, rows, seconds, rows / seconds * 60, (Side.cpuMillis() - cpu) / rows);
  }

  private long triaged() {
    return jdbc.sql("select coalesce(sum(processed + duplicates), 0) from triage_run")
        .query(Long.class)
        .single();
  }

  private static void write(Path file, int rows) throws IOException {
    var random = new Random(7);
    var countries = List.of("US", "GB", "DE", "CN", "NG", "KY", "CH", "ZA");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("txn_id,customer_id,amount,currency,country,txn_type,risk_score,created_at\n");
      for (int row = 0; row < rows; row++) {
        out.write(
            "T-%d,CUST-%d,%d.%02d,USD,%s,wire,%.1f,%s%n"
                .formatted(
                    row,
                    random.nextInt(5000),
                    random.nextInt(30_000),
                    random.nextInt(100),
                    countries.get(random.nextInt(countries.size())),
                    random.nextDouble() * 100,
                    Instant.EPOCH.plusSeconds(1_700_000_000L + row)));
      }
    }
  }

  /** 500 hashes a question, half of them known, as triage asks. */
  private void lookUps(int large) {
    fill(0, SMALL);
    var small = lookUp(SMALL);
    fill(SMALL, large);
    var big = lookUp(large);
    System.out.printf(
        "%s: 500 hashes asked for in %.2f ms among %,d, in %.2f ms among %,d: ratio %.2f%n",
        name, small, SMALL, big, large, big / small);
  }

  private void fill(int from, int to) {
    var h2 = name.equals("H2");
    for (int begin = from; begin < to; begin += 500_000) {
      var end = Math.min(to, begin + 500_000);
      jdbc.sql(
              """
              insert into alert_dedup (canonical_hash, alert_hash, alert_id, source, first_seen_at)
              select %1$s, %1$s, '-', 'bench', current_timestamp from %2$s
              """
                  .formatted(
                      h2
                          ? "lower(rawtohex(hash('SHA-256', cast(n as varchar))))"
                          : "encode(sha256(n::text::bytea), 'hex')",
                      (h2 ? "system_range(%d, %d) as r(n)" : "generate_series(%d, %d) as r(n)")
                          .formatted(begin, end - 1)))
          .update();
    }
  }

  /** Milliseconds a question, the median of many. */
  private double lookUp(int known) {
    var random = new Random(3);
    var took = new double[400];
    for (int turn = 0; turn < took.length; turn++) {
      var hashes =
          IntStream.range(0, 500).mapToObj(each -> sha256(random.nextInt(known * 2))).toList();
      var start = System.nanoTime();
      jdbc.sql("select * from alert_dedup where canonical_hash in (:hashes)")
          .param("hashes", hashes)
          .query((row, number) -> row.getString("alert_id"))
          .list();
      took[turn] = (System.nanoTime() - start) / 1e6;
    }
    return Arrays.stream(took).skip(200).sorted().skip(100).findFirst().orElseThrow();
  }

  private static String sha256(int number) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(String.valueOf(number).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    application.close();
    folder.close();
  }
}
