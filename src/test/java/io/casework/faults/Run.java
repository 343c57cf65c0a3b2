package io.casework.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** One run of a scenario: an installation, the world around it, and what was measured. */
final class Run implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  final Installation installation;
  final World world;
  final Random random;
  int kills;
  int atPlace;
  private final String name;
  private final Judge judge;
  private final Set<String> settled = new HashSet<>();
  double lastReady;
  double lastBacklog;
  private String outstanding = "";
  private String example = "";
  private double slowestReady;
  private double slowestBacklog;

  Run(String name, Installation installation, long seed) {
    this.name = name;
    this.installation = installation;
    this.random = new Random(seed);
    this.world =
        new World(installation, new History(installation.folder.resolve("history.jsonl")), random);
    this.judge = new Judge(installation, world);
  }

  /** Starts a node and waits until it is ready; false when it ended before. */
  boolean start(FaultNode node, String failpoint) throws IOException, InterruptedException {
    node.start(failpoint.isEmpty() ? null : failpoint);
    var seconds = node.awaitReady();
    if (Double.isNaN(seconds)) {
      return false;
    }
    lastReady = seconds;
    slowestReady = Math.max(slowestReady, seconds);
    return true;
  }

  /**
   * Waits until all that was accepted is done.
   *
   * @param node that must live; when it ends, the wait is over
   * @return false when it ended
   */
  boolean quiet(FaultNode node) throws InterruptedException {
    var start = System.nanoTime();
    var told = 20e9;
    while (node.alive()) {
      try {
        world.send();
        if (outstanding() == 0) {
          lastBacklog = (System.nanoTime() - start) / 1e9;
          slowestBacklog = Math.max(slowestBacklog, lastBacklog);
          return true;
        }
      } catch (IOException e) {
        // gone, or not to be reached for a moment
      }
      if (System.nanoTime() - start > told) {
        System.out.printf("  after %.0f s: %s%n", told / 1e9, outstanding);
        told *= 2;
      }
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        System.out.printf("%s: the backlog is not gone after %s%n", name, PATIENCE);
        slowestBacklog = PATIENCE.toSeconds();
        return true;
      }
      Thread.sleep(200);
    }
    return false;
  }

  private int outstanding() throws IOException, InterruptedException {
    var open = new HashSet<>(world.accepted.keySet());
    open.removeAll(settled);
    var left = judge.unsettled(open);
    open.removeAll(left);
    settled.addAll(open);
    var waiting = 0.0;
    for (var node : installation.nodes) {
      if (node.alive()) {
        waiting += node.meter("casework_bundles_due") + node.meter("casework_outbox_waiting");
      }
    }
    left.stream().findAny().ifPresent(id -> example = id);
    outstanding =
        "%d unsent, %d cases such as %s, %.0f bundles and messages"
            .formatted(world.unsent(), left.size(), example, waiting);
    return world.unsent() + left.size() + (int) waiting;
  }

  Report.Row end() throws IOException, InterruptedException {
    return row(judge.judge());
  }

  /** As {@link #end}, with what the other systems heard. */
  Report.Row end(Map<String, Integer> heard) throws IOException, InterruptedException {
    judge.judge();
    return row(judge.judgeOrders(heard));
  }

  private Report.Row row(Verdict verdict) throws IOException {
    return new Report.Row(
        name,
        kills,
        atPlace,
        world.accepted.size(),
        world.decided.size(),
        verdict,
        slowestReady,
        slowestBacklog,
        installation.screams());
  }

  @Override
  public void close() {
    installation.close();
  }
}
