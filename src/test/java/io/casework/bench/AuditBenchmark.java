package io.casework.bench;

import com.sun.management.OperatingSystemMXBean;
import io.casework.PostgresServer;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What the audit trail adds to a case: the same application with and without it, by turns.
 *
 * <p>Arguments: events of each measured slice (1000), databases ({@code h2,postgresql}).
 */
public final class AuditBenchmark {

  private static final int WARM_UP = Integer.getInteger("bench.warmup", 4000);
  private static final int SLICES = Integer.getInteger("bench.slices", 4);

  private AuditBenchmark() {}

  public static void main(String[] args) throws Exception {
    var events = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
    var databases = args.length > 1 ? args[1] : "h2,postgresql";
    for (var database : databases.split(",")) {
      if (database.equals("h2")) {
        compare("H2 on disk", events);
      } else {
        var server = PostgresServer.start();
        if (server.isEmpty()) {
          System.out.println("PostgreSQL: not installed, left out");
          continue;
        }
        try (var running = server.get()) {
          compare("PostgreSQL", events, running.properties());
        }
      }
    }
    System.exit(0);
  }

  private static void compare(String name, int events, String... properties) throws Exception {
    var audit = new AuditSwitch();
    try (var application = new WholeApplication(properties, audit::install)) {
      application.run(WARM_UP);
      var with = new double[SLICES];
      var without = new double[SLICES];
      var cpuWith = 0.0;
      var cpuWithout = 0.0;
      for (int slice = 0; slice < SLICES; slice++) {
        audit.turn(true);
        var before = cpuMillis();
        with[slice] = application.run(events);
        cpuWith += cpuMillis() - before;
        audit.turn(false);
        before = cpuMillis();
        without[slice] = application.run(events);
        cpuWithout += cpuMillis() - before;
      }
      System.out.printf(
          "%s: with audit %.0f cases a second, without %.0f; time ratio %.3f, CPU ratio %.3f (%.1f and %.1f ms a case)%n",
          name,
          events * SLICES / Arrays.stream(with).sum(),
          events * SLICES / Arrays.stream(without).sum(),
          Arrays.stream(with).sum() / Arrays.stream(without).sum(),
          cpuWith / cpuWithout,
          cpuWith / events / SLICES,
          cpuWithout / events / SLICES);
    }
  }

  private static double cpuMillis() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e6;
  }
}
