package io.casework.bench;

import io.casework.PostgresServer;
import java.util.List;

/**
 * Cases a second, from the first event sent by the SDK until the last task is open, beside the bare
 * engine on the same database in the same run.
 *
 * <p>Arguments: number of events (20000), databases ({@code h2,postgresql}). With {@code
 * -Dbench.statements=true} every statement is listed.
 */
public final class CaseBenchmark {

  private static final int COLD = 1000;

  /** Before it the compiler takes a third of the processor time, and not of both sides alike. */
  private static final int WARM_UP = Integer.getInteger("bench.warmup", 4000);

  private static final int SLICES = 2;

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

  /**
   * Both sides run alike: a cold round, one to warm up, and the measured events in slices by turns,
   * so that neither the order nor other load on the machine favours one of them.
   */
  private static void compare(String name, int events, String[] properties, String url)
      throws Exception {
    try (var application = new WholeApplication(properties);
        var engine = Boolean.getBoolean("bench.bare.skip") ? null : new BareEngine(url)) {
      var whole = new Side(name, application::run);
      var bare = engine == null ? Side.NONE : new Side("bare engine", engine::run);
      var sides = engine == null ? List.of(whole) : List.of(whole, bare);
      for (var side : sides) {
        CountingDataSource.start();
        side.measure(COLD);
        side.print("cold");
        CountingDataSource.stop(COLD);
      }
      System.out.printf("%s: ratio to the bare engine, cold %.2f%n", name, whole.ratio(bare));
      for (var side : sides) {
        side.measure(WARM_UP);
        side.forget();
      }
      for (int slice = 0; slice < SLICES; slice++) {
        for (var side : sides) {
          side.measure(events / SLICES);
        }
      }
      sides.forEach(side -> side.print("warm"));
      System.out.printf("%s: ratio to the bare engine, warm %.2f%n", name, whole.ratio(bare));
    }
  }
}
