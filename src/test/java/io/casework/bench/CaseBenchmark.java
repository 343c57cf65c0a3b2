package io.casework.bench;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import io.casework.CaseworkApplication;
import io.casework.PostgresServer;
import io.casework.TestEvents;
import io.casework.platform.BusConnection;
import io.casework.workflow.BenchmarkAccess;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Cases a second, from the first event sent by the SDK until the last task is open, beside the bare
 * engine on the same database in the same run.
 *
 * <p>Arguments: number of events (20000), databases ({@code h2,postgresql}).
 */
public final class CaseBenchmark {

  private CaseBenchmark() {}

  public static void main(String[] args) throws Exception {
    var events = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
    var databases = args.length > 1 ? args[1] : "h2,postgresql";
    System.out.printf("%d events, %d cores%n", events, Runtime.getRuntime().availableProcessors());
    for (var database : databases.split(",")) {
      if (database.equals("h2")) {
        compare("H2 on disk", events, new String[0], null);
      } else {
        var server = PostgresServer.start();
        if (server.isEmpty()) {
          System.out.println("PostgreSQL: not installed, left out");
          continue;
        }
        try (var running = server.get()) {
          compare("PostgreSQL", events, running.properties(), running.url());
        }
      }
    }
    System.exit(0);
  }

  private static void compare(String name, int events, String[] properties, String url)
      throws Exception {
    var whole = application(name, events, properties);
    var bare =
        Boolean.getBoolean("bench.bare.skip") ? 1 : bareEngine(url, Math.min(events, 10_000));
    System.out.printf(
        "%s: %.0f cases/s; bare engine %.0f/s; ratio %.2f%n", name, whole, bare, whole / bare);
  }

  private static double application(String name, int events, String[] properties) throws Exception {
    var folder = Files.createTempDirectory("casework-bench");
    var arguments =
        new ArrayList<>(
            List.of(
                "--casework.installation.data=" + folder,
                "--casework.bus.broker-port=0",
                "--server.port=0",
                "--management.server.port=0",
                "--logging.level.root=WARN"));
    arguments.addAll(Arrays.asList(properties));
    try (var application =
        new SpringApplicationBuilder(CaseworkApplication.class)
            .initializers(
                (GenericApplicationContext context) ->
                    context.getBeanFactory().addBeanPostProcessor(CountingDataSource.counting()))
            .run(arguments.toArray(String[]::new))) {
      var jdbc = application.getBean(JdbcClient.class);
      var bus = application.getBean(BusConnection.class).serviceBus();
      send(bus, 300);
      awaitTasks(jdbc, 300);
      CountingDataSource.reset();
      var start = System.nanoTime();
      var cpu = cpuMillis();
      send(bus, events);
      var sent = (System.nanoTime() - start) / 1e9;
      awaitTasks(jdbc, 300 + events);
      var seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "%s: %d events sent in %.1f s, tasks open after %.1f s; per case %.1f statements, %.1f"
              + " rows written, %.2f commits, %.1f ms of CPU%n",
          name,
          events,
          sent,
          seconds,
          CountingDataSource.statements.sum() / (double) events,
          CountingDataSource.rows.sum() / (double) events,
          CountingDataSource.commits.sum() / (double) events,
          (cpuMillis() - cpu) / events);
      if (Boolean.getBoolean("bench.statements")) {
        CountingDataSource.byText.entrySet().stream()
            .sorted(Comparator.comparingLong(entry -> -entry.getValue().sum()))
            .limit(70)
            .forEach(
                entry ->
                    System.out.printf(
                        "%6.2f %s%n",
                        entry.getValue().sum() / (double) events,
                        entry
                            .getKey()
                            .replaceAll("\\s+", " ")
                            .substring(
                                0,
                                Math.min(150, entry.getKey().replaceAll("\\s+", " ").length()))));
      }
      return events / seconds;
    } finally {
      delete(folder);
    }
  }

  private static double bareEngine(String url, int cases) throws Exception {
    var folder = Files.createTempDirectory("casework-bare");
    if (url != null) {
      try (var connection = DriverManager.getConnection(url, "casework", "");
          var statement = connection.createStatement()) {
        statement.execute("create database bare");
      }
    }
    try (var database = new HikariDataSource()) {
      database.setJdbcUrl(
          url == null
              ? "jdbc:h2:file:%s/bare;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE".formatted(folder)
              : url.replace("/postgres", "/bare"));
      database.setUsername(url == null ? "sa" : "casework");
      database.setPassword("");
      database.setMaximumPoolSize(20);
      try (var engine = new BareEngine(database, BenchmarkAccess.history())) {
        engine.run(300);
      }
      try (var engine = new BareEngine(database, BenchmarkAccess.history())) {
        var cpu = cpuMillis();
        var seconds = engine.run(cases);
        System.out.printf("bare engine: %.1f ms of CPU per case%n", (cpuMillis() - cpu) / cases);
        return cases / seconds;
      }
    } finally {
      delete(folder);
    }
  }

  private static double cpuMillis() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e6;
  }

  private static void send(String connection, int events) {
    try (var sender =
        new ServiceBusClientBuilder()
            .connectionString(connection)
            .sender()
            .queueName("fraud-cases-inbound")
            .buildClient()) {
      var batch = sender.createMessageBatch();
      for (int i = 0; i < events; i++) {
        var id = TestEvents.id();
        var event =
            new ServiceBusMessage(
                BinaryData.fromBytes(
                    TestEvents.highRisk(id)
                        .replace("m-7", "m-" + i % 500)
                        .getBytes(StandardCharsets.UTF_8)));
        if (!batch.tryAddMessage(event)) {
          sender.sendMessages(batch);
          batch = sender.createMessageBatch();
          batch.tryAddMessage(event);
        }
      }
      sender.sendMessages(batch);
    }
  }

  private static void awaitTasks(JdbcClient jdbc, int wanted) throws InterruptedException {
    while (jdbc.sql("select count(*) from act_ru_task").query(Integer.class).single() < wanted) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static void delete(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
