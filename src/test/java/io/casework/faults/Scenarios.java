package io.casework.faults;

import static io.casework.faults.FaultProxy.Mode.BLACK_HOLE;
import static io.casework.faults.FaultProxy.Mode.CUT;
import static io.casework.faults.FaultProxy.Mode.REFUSE;
import static io.casework.faults.FaultProxy.Mode.SLOW;
import static io.casework.faults.FaultProxy.Mode.SWALLOW_REPLIES;
import static io.casework.faults.FaultProxy.Mode.WELL;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What else may happen to an installation, one fault after another in a steady stream of work. */
final class Scenarios {

  private static final Path FAKE_TIME =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

  private final List<String> program;
  private final List<String> before;

  private Scenarios(List<String> program, List<String> before) {
    this.program = program;
    this.before = before;
  }

  static List<Scenario> all(List<String> program, List<String> before) {
    var all = new Scenarios(program, before);
    return List.of(
        new Scenario("together", all::together),
        new Scenario("pause", all::pause),
        new Scenario("drain", all::drain),
        new Scenario("database", all::database),
        new Scenario("bus", all::bus),
        new Scenario("neighbours", all::neighbours),
        new Scenario("disk", all::disk),
        new Scenario("clock", all::clock),
        new Scenario("upgrade", all::upgrade));
  }

  /**
   * A node sleeps beyond the locks of its jobs and messages, and wakes up in the middle of them.
   */
  private Report.Row pause(long seed) throws IOException, InterruptedException {
    try (var run = cluster("pause", seed, 2)) {
      for (var node : run.installation.nodes) {
        run.start(node, "");
      }
      Stream.during(
          run.world,
          () -> {
            Thread.sleep(4000);
            run.installation.nodes.get(0).process().halt();
            Thread.sleep(75_000);
            run.installation.nodes.get(0).process().goOn();
            Thread.sleep(5000);
          });
      return settled(run);
    }
  }

  /** Two nodes start at the same moment on a database that is empty. */
  private Report.Row together(long seed) throws IOException, InterruptedException {
    try (var run = cluster("together", seed, 2)) {
      for (var node : run.installation.nodes) {
        node.start(null);
      }
      for (var node : run.installation.nodes) {
        var seconds = node.awaitReady();
        System.out.printf("  %s is ready after %.1f s%n", node.name, seconds);
        if (Double.isNaN(seconds)) {
          throw new IllegalStateException(node.name + " ended while two nodes started together");
        }
      }
      run.world.write(30);
      run.world.send();
      return settled(run);
    }
  }

  /** A node is asked to end in the midst of its work. */
  private Report.Row drain(long seed) throws IOException, InterruptedException {
    try (var run = cluster("drain", seed, 2)) {
      for (var node : run.installation.nodes) {
        run.start(node, "");
      }
      Stream.during(
          run.world,
          () -> {
            for (int turn = 0; turn < 4; turn++) {
              run.world.write(100);
              Thread.sleep(4000);
              var node = run.installation.nodes.get(turn % 2);
              System.out.printf("  %s ended within %.1f s%n", node.name, node.process().end());
              run.start(node, "");
            }
          });
      return settled(run);
    }
  }

  private Report.Row database(long seed) throws IOException, InterruptedException {
    try (var run = new Run("database", Installation.cluster(Faults.folder("database")), seed);
        var proxy = new FaultProxy(run.installation.databasePort)) {
      var node = run.installation.addNode(program, proxy.port(), run.installation.busPort());
      run.start(node, "");
      Stream.during(
          run.world,
          () -> {
            Thread.sleep(3000);
            resets(proxy, run);
            during(proxy, SWALLOW_REPLIES, 5);
            during(proxy, BLACK_HOLE, 25);
            during(proxy, REFUSE, 60);
            during(proxy, SLOW, 10);
            ready(node, "database");
          });
      return settled(run);
    }
  }

  private Report.Row bus(long seed) throws IOException, InterruptedException {
    try (var run = new Run("bus", Installation.cluster(Faults.folder("bus")), seed);
        var proxy = new FaultProxy(run.installation.busPort())) {
      var node = run.installation.addNode(program, run.installation.databasePort, proxy.port());
      run.start(node, "");
      Stream.during(
          run.world,
          () -> {
            Thread.sleep(3000);
            resets(proxy, run);
            during(proxy, SWALLOW_REPLIES, 5);
            during(proxy, BLACK_HOLE, 20);
            during(proxy, REFUSE, 30);
            during(proxy, SLOW, 10);
            for (int turn = 0; turn < 3; turn++) {
              run.installation.bus().kill();
              run.kills++;
              Thread.sleep(2000);
              run.installation.bus().start();
              Thread.sleep(8000);
            }
          });
      return settled(run);
    }
  }

  /** Feature store and core banking, each behind a network of its own. */
  private Report.Row neighbours(long seed) throws IOException, InterruptedException {
    try (var neighbours = new Neighbours();
        var store = new FaultProxy(neighbours.port());
        var bank = new FaultProxy(neighbours.port());
        var run =
            new Run(
                "neighbours",
                Installation.laptop(
                    Faults.folder("neighbours"),
                    program,
                    "--casework.enrichment.feature-store.url=http://127.0.0.1:" + store.port(),
                    "--casework.actions.core-banking.url=http://127.0.0.1:" + bank.port()),
                seed)) {
      run.start(run.installation.nodes.get(0), "");
      Stream.during(
          run.world,
          () -> {
            for (var mode : List.of(WELL, SLOW, CUT, SWALLOW_REPLIES, REFUSE, BLACK_HOLE, WELL)) {
              store.become(mode);
              bank.become(mode);
              for (int signal = 0; signal < 6; signal++) {
                run.world.signal();
                Thread.sleep(700);
              }
            }
          });
      settled(run);
      Thread.sleep(45_000); // the longest rest of an order that failed twice
      return run.end(neighbours.heard);
    }
  }

  /** No room is left, and then there is some again. */
  private Report.Row disk(long seed) throws IOException, InterruptedException {
    var folder = Faults.folder("disk");
    var small = Files.createDirectories(folder.resolve("data"));
    if (!succeeds("mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", small.toString())) {
      return skipped("disk", "no small disk can be mounted here");
    }
    try (var run = new Run("disk", Installation.laptop(folder, program), seed)) {
      var node = run.installation.nodes.get(0);
      run.start(node, "");
      Stream.during(
          run.world,
          () -> {
            Thread.sleep(3000);
            for (int turn = 0; turn < 3; turn++) {
              var filler = small.resolve("filler");
              fill(filler);
              Thread.sleep(10_000);
              Files.delete(filler);
              System.out.printf(
                  "  room again; the node %s, ready: %s%n",
                  node.alive() ? "lives" : "has ended", node.healthy("readiness"));
              Thread.sleep(8000);
              if (!node.healthy("readiness")) {
                System.out.println("  it does not recover by itself; started anew");
                node.process().kill();
                run.kills++;
                run.start(node, "");
              }
            }
          });
      return settled(run);
    } finally {
      succeeds("umount", "-l", small.toString());
    }
  }

  /** A node whose clock is ten minutes ahead. */
  private Report.Row clock(long seed) throws IOException, InterruptedException {
    if (!Files.exists(FAKE_TIME)) {
      return skipped("clock", "libfaketime is not installed");
    }
    try (var run = cluster("clock", seed, 2)) {
      var well = run.installation.nodes.get(0);
      var ahead = run.installation.nodes.get(1);
      ahead.environment.put("LD_PRELOAD", FAKE_TIME.toString());
      ahead.environment.put("FAKETIME", "+10m");
      ahead.environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
      run.start(well, "");
      ahead.start(null);
      var answered = false;
      for (int turn = 0; turn < 600 && !answered; turn++) {
        Thread.sleep(1000);
        answered = ahead.healthy("liveness");
      }
      Stream.during(
          run.world,
          () -> {
            Thread.sleep(20_000);
            System.out.printf(
                "  ten minutes ahead: alive %s, ready %s, jobs %s%n",
                ahead.healthy("liveness"), ahead.healthy("readiness"), ahead.healthy("jobs"));
            if (ahead.healthy("readiness") || !ahead.healthy("liveness")) {
              throw new IllegalStateException("a node with a wrong clock is ready, or not alive");
            }
          });
      return settled(run);
    }
  }

  /** Two nodes of the version before are replaced, one after the other, under load. */
  private Report.Row upgrade(long seed) throws IOException, InterruptedException {
    if (!Files.isRegularFile(Path.of(before.get(before.size() - 1)))) {
      return skipped("upgrade", "no jar of the version before: -Dfaults.before=…");
    }
    try (var run = new Run("upgrade", Installation.cluster(Faults.folder("upgrade")), seed)) {
      for (int number = 0; number < 2; number++) {
        run.installation.addNode(before);
      }
      for (var node : run.installation.nodes) {
        run.start(node, "");
      }
      Stream.during(
          run.world,
          () -> {
            for (var node : run.installation.nodes) {
              Thread.sleep(8000);
              System.out.printf(
                  "  %s (old) ended within %.1f s%n", node.name, node.process().end());
              node.upgrade(program);
              run.start(node, "");
              Thread.sleep(20_000);
            }
          });
      return settled(run);
    }
  }

  private Run cluster(String name, long seed, int nodes) throws IOException, InterruptedException {
    var installation = Installation.cluster(Faults.folder(name));
    for (int number = 0; number < nodes; number++) {
      installation.addNode(program);
    }
    return new Run(name, installation, seed);
  }

  private static void resets(FaultProxy proxy, Run run) throws InterruptedException {
    for (int turn = 0; turn < 5; turn++) {
      proxy.reset();
      Thread.sleep(500 + run.random.nextInt(1500));
    }
  }

  private static void during(FaultProxy proxy, FaultProxy.Mode mode, int seconds)
      throws InterruptedException {
    proxy.become(mode);
    Thread.sleep(seconds * 1000L);
    proxy.become(WELL);
    Thread.sleep(5000);
  }

  private static void ready(FaultNode node, String what) throws InterruptedException {
    var start = System.nanoTime();
    while (!node.healthy("readiness") && System.nanoTime() - start < 120e9) {
      Thread.sleep(100);
    }
    System.out.printf("  %s: ready again %.1f s later%n", what, (System.nanoTime() - start) / 1e9);
  }

  private static Report.Row settled(Run run) throws IOException, InterruptedException {
    for (var node : run.installation.nodes) {
      if (node.healthy("liveness")) {
        run.quiet(node);
      }
    }
    return run.end();
  }

  private static void fill(Path file) throws IOException {
    try (var filler = new RandomAccessFile(file.toFile(), "rw")) {
      var block = new byte[64 * 1024];
      while (true) {
        filler.write(block);
      }
    } catch (IOException e) {
      System.out.printf("  no room left: %s%n", e.getMessage());
    }
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  private static Report.Row skipped(String name, String why) {
    System.out.printf("  skipped: %s%n", why);
    return new Report.Row(
        name + " (skipped)", 0, 0, 0, 0, new Verdict(0, 0, 0, 0, List.of()), 0, 0, List.of());
  }

  /** A scenario by its name. */
  record Scenario(String name, Play play) {}

  /** What happens, for a seed. */
  interface Play {
    Report.Row play(long seed) throws IOException, InterruptedException;
  }
}
