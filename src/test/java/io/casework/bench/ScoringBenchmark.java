package io.casework.bench;

import com.sun.management.OperatingSystemMXBean;
import io.casework.CaseworkApplication;
import io.casework.PostgresServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Payments over HTTP until the durable answer: as many a second as go, then 200 a second.
 *
 * <p>Arguments: payments in each round (10000), databases ({@code h2,postgresql}).
 */
public final class ScoringBenchmark {

  private static final String PASSWORD = "Only-for-tests-1";
  private static final int CUSTOMERS = 5000;
  private static final int RECEIVERS = 2000;
  private static final int CLIENTS = 16;
  private static final int STEADY = 200;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final Random random = new Random(7);

  private ScoringBenchmark(int port) {
    this.url = "http://127.0.0.1:" + port;
  }

  public static void main(String[] args) throws Exception {
    var payments = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    var databases = args.length > 1 ? args[1] : "h2,postgresql";
    for (var database : databases.split(",")) {
      if (database.equals("h2")) {
        measure("H2 on disk", payments, new String[0]);
      } else {
        var server = PostgresServer.start();
        if (server.isEmpty()) {
          System.out.println("PostgreSQL: not installed, left out");
          continue;
        }
        try (var running = server.get()) {
          measure("PostgreSQL", payments, running.properties());
        }
      }
    }
    System.exit(0);
  }

  private static void measure(String name, int payments, String[] properties) throws Exception {
    var folder = Files.createTempDirectory("casework-bench");
    var arguments =
        new ArrayList<>(
            List.of(
                "--casework.installation.data=" + folder,
                "--casework.installation.demo-password=" + PASSWORD,
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
      var port = application.getEnvironment().getRequiredProperty("local.server.port");
      var bench = new ScoringBenchmark(Integer.parseInt(port));
      bench.round(name + ", cold and counted", payments, CLIENTS, 0, true, application);
      bench.round(name + ", own rules", payments, CLIENTS, 0, false, application);
      bench.round(
          name + ", own rules, " + STEADY + "/s", STEADY * 20, 32, STEADY, false, application);
      bench.moreRules(200);
      bench.round(name + ", 200 rules", payments, CLIENTS, 0, false, application);
      bench.round(
          name + ", 200 rules, " + STEADY + "/s", STEADY * 20, 32, STEADY, false, application);
    }
  }

  private void round(
      String name,
      int payments,
      int clients,
      int perSecond,
      boolean counted,
      ConfigurableApplicationContext application)
      throws Exception {
    var bodies = new ConcurrentLinkedQueue<String>();
    for (int i = 0; i < payments; i++) {
      bodies.add(payment());
    }
    if (counted) {
      CountingDataSource.start();
    }
    var meters = application.getBean(MeterRegistry.class);
    var before = stages(meters);
    var nanos = new long[payments];
    var done = new AtomicInteger();
    var cpu = cpuMillis();
    var start = System.nanoTime();
    var threads = Executors.newFixedThreadPool(clients);
    for (int client = 0; client < clients; client++) {
      threads.submit(
          () -> {
            for (var body = bodies.poll(); body != null; body = bodies.poll()) {
              var number = done.getAndIncrement();
              var due =
                  perSecond == 0
                      ? System.nanoTime()
                      : start + number * TimeUnit.SECONDS.toNanos(1) / perSecond;
              while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
              }
              // From when it was due: a server that lags is not flattered.
              post("/api/v1/transactions", "decision-service", body, 200);
              nanos[number] = System.nanoTime() - due;
            }
            return null;
          });
    }
    threads.shutdown();
    threads.awaitTermination(10, TimeUnit.MINUTES);
    var seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(nanos);
    System.out.printf(
        "%s: %.0f/s; p50 %.1f, p95 %.1f, p99 %.1f ms; %.2f ms of CPU a payment (client included)%n",
        name,
        payments / seconds,
        at(nanos, 0.50),
        at(nanos, 0.95),
        at(nanos, 0.99),
        (cpuMillis() - cpu) / payments);
    if (counted) {
      CountingDataSource.stop(payments);
    }
    var after = stages(meters);
    System.out.print("   stages, mean ms:");
    for (int i = 0; i < STAGES.size(); i++) {
      System.out.printf(" %s %.2f", STAGES.get(i), (after[i] - before[i]) / payments);
    }
    System.out.println();
  }

  private static final List<String> STAGES =
      List.of("read", "context", "assess", "store", "follow");

  private static double[] stages(MeterRegistry meters) {
    return STAGES.stream()
        .mapToDouble(
            stage -> {
              var timer = meters.find("casework.scoring.stage").tag("stage", stage).timer();
              return timer == null ? 0 : timer.totalTime(TimeUnit.MILLISECONDS);
            })
        .toArray();
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
  }

  // Most payments are small and to a few receivers; one in two hundred is worth a look.
  private String payment() {
    var customer = (int) (Math.pow(random.nextDouble(), 2) * CUSTOMERS);
    var receiver = customer % 50 * 40 + random.nextInt(random.nextInt(4) == 0 ? RECEIVERS : 5);
    var amount =
        random.nextInt(200) == 0
            ? 40_000 + random.nextInt(200_000)
            : Math.exp(random.nextGaussian()) * 300;
    return """
        {"sender_id":"c-%d","receiver_id":"r-%d","amount_zar":%.2f,"channel":"mobile_banking",
         "merchant_category":"groceries","device":"d-%d","ip":"198.51.100.%d"}
        """
        .formatted(customer, receiver % RECEIVERS, amount, customer, customer % 250);
  }

  private void moreRules(int wanted) throws Exception {
    for (int i = 0; i < wanted - 27; i++) {
      post(
          "/api/v1/rules",
          "lead-1",
          """
          {"name":"bench %d","weight":0.01,"condition":{"all":[
            {"field":"amount_zar","op":"gt","value":%d},
            {"field":"channel","op":"eq","value":"api"},
            {"field":"merchant_category","op":"in","value":["a","b","c"]}]}}
          """
              .formatted(i, 1000 + i),
          201);
    }
  }

  private void post(String path, String user, String body, int expected)
      throws IOException, InterruptedException {
    var response =
        http.send(
            HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Basic " + credentials(user))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != expected) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
  }

  private static String credentials(String user) {
    return Base64.getEncoder()
        .encodeToString((user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
  }

  private static double cpuMillis() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e6;
  }
}
