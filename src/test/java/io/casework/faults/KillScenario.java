package io.casework.faults;

import java.io.IOException;
import java.util.Map;
import java.util.Random;

/**
 * Kills, one after another: mostly at a failpoint, sometimes at any moment, while events come in
 * and analysts decide.
 */
final class KillScenario {

  /** Up to which passing of a place a kill makes sense, where it is not passed twelve times. */
  private static final Map<String, Integer> PASSINGS =
      Map.ofEntries(
          Map.entry("enrich.before-call", 30),
          Map.entry("enrich.after-call", 30),
          Map.entry("notify.after-send", 5),
          Map.entry("sla.before-commit", 1),
          Map.entry("resolve.before-commit", 4),
          Map.entry("resolve.before-response", 4),
          Map.entry("feedback.after-send", 5),
          Map.entry("label.after-count", 4),
          Map.entry("retrain.after-publish", 1),
          Map.entry("audit.half-line", 4),
          Map.entry("audit.after-write", 2),
          Map.entry("seal.before-signature", 2),
          Map.entry("bundle.mid-files", 3),
          Map.entry("bundle.before-marker", 3),
          Map.entry("dlq.after-sample", 1));

  private static final int EVENTS = 24;
  private static final int DECISIONS = 9;

  private final Run run;
  private final Random random;

  KillScenario(Run run) {
    this.run = run;
    this.random = run.random;
  }

  /** Kills that often; the plan follows from the run's seed. */
  Report.Row run(int kills) throws IOException, InterruptedException {
    for (var node : run.installation.nodes) {
      run.start(node, "");
    }
    run.world.write(EVENTS);
    run.world.send();
    for (int number = 0; number < kills; number++) {
      var victim = run.installation.nodes.get(number % run.installation.nodes.size());
      if (number < run.installation.nodes.size()) {
        victim.process().kill();
        run.kills++;
        continue;
      }
      kill(victim, plan(number));
    }
    for (var node : run.installation.nodes) {
      if (!node.alive()) {
        run.start(node, "");
      }
    }
    for (var node : run.installation.nodes) {
      run.quiet(node);
    }
    return run.end();
  }

  /** Every place in turn, each fifth kill at any moment. */
  private String plan(int number) {
    var place = Places.ALL.get(random.nextInt(Places.ALL.size()));
    var passing = 1 + random.nextInt(PASSINGS.getOrDefault(place, 12));
    return number % 5 == 4 ? "" : place + "@" + passing + "=kill";
  }

  private void kill(FaultNode victim, String failpoint) throws IOException, InterruptedException {
    var before = System.nanoTime();
    // What is not settled when it dies in its recovery is settled by the next one.
    if (run.start(victim, failpoint) && run.quiet(victim)) {
      run.world.write(EVENTS);
      var producer = new Thread(run.world::send);
      producer.start();
      work(victim, failpoint.isEmpty() ? 200 + random.nextInt(4000) : 15_000);
      producer.join();
    }
    var reached = !failpoint.isEmpty() && !victim.alive();
    victim.process().kill();
    run.kills++;
    run.atPlace += reached ? 1 : 0;
    System.out.printf(
        "kill %d of %s at %s%s after %.1f s, of which ready %.1f, backlog %.1f%n",
        run.kills,
        victim.name,
        failpoint.isEmpty() ? "any moment" : failpoint,
        failpoint.isEmpty() || reached ? "" : " (not reached)",
        (System.nanoTime() - before) / 1e9,
        run.lastReady,
        run.lastBacklog);
  }

  private void work(FaultNode victim, int millis) throws InterruptedException {
    var end = System.nanoTime() + millis * 1_000_000L;
    var left = DECISIONS;
    while (victim.alive() && System.nanoTime() < end) {
      if (left > 0) {
        left -= run.world.decide(left);
      }
      if (victim.process().awaitEnd(0.25)) {
        return;
      }
    }
  }
}
