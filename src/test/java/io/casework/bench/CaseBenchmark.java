package io.casework.bench;

import static java.lang.Double.NaN;

import com.sun.management.OperatingSystemMXBean;
import io.casework.PostgresServer;
import java.lang.management.ManagementFactory;

/**
 * Cases a second, from the first event sent by the SDK until the last task is open, beside the bare
 * engine on the same database in the same run.
 *
 * <p>Arguments: number of events (20000), databases ({@code h2,postgresql}). With {@code
 * -Dbench.statements=true} every statement is listed.
 */
public final class CaseBenchmark {

  /** Enough for the compiler to have seen both sides. */
  private static final int WARM_UP = 1000;

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

  /** Both sides run alike: a cold round, then the measured one, on tables that hold the first. */
  private static void compare(String name, int events, String[] properties, String url)
      throws Exception {
    var warmUp = Math.min(events, WARM_UP);
    try (var whole = new WholeApplication(properties);
        var bare = Boolean.getBoolean("bench.bare.skip") ? null : new BareEngine(url)) {
      var cold = measureAndCount(name, warmUp, whole::run);
      var coldBare = bare == null ? NaN : measureAndCount("bare engine", warmUp, bare::run);
      var warm = measure(name, "warm", events, whole::run);
      var warmBare = bare == null ? NaN : measure("bare engine", "warm", events, bare::run);
      System.out.printf(
          "%s: ratio to the bare engine %.2f cold, %.2f warm%n",
          name, cold / coldBare, warm / warmBare);
    }
  }

  private static double measureAndCount(String who, int cases, Run run) throws Exception {
    CountingDataSource.start();
    var speed = measure(who, "cold", cases, run);
    CountingDataSource.stop(cases);
    return speed;
  }

  private static double measure(String who, String state, int cases, Run run) throws Exception {
    System.gc();
    var cpu = cpuMillis();
    var seconds = run.seconds(cases);
    System.out.printf(
        "%s, %s: %d cases, %.0f a second, %.1f ms of CPU each%n",
        who, state, cases, cases / seconds, (cpuMillis() - cpu) / cases);
    return cases / seconds;
  }

  private static double cpuMillis() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e6;
  }

  /** Seconds until the tasks of that many more cases are open. */
  private interface Run {
    double seconds(int cases) throws Exception;
  }
}
