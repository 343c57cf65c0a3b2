package io.casework.bench;

import java.util.List;

/**
 * What the audit log costs a case: the application with it and without it, by turns, in one run.
 *
 * <p>Argument: number of events per side (8000).
 */
public final class AuditCostBenchmark {

  private static final int WARM_UP = Integer.getInteger("bench.warmup", 4000);
  private static final int SLICES = 4;

  private AuditCostBenchmark() {}

  public static void main(String[] args) throws Exception {
    var events = args.length > 0 ? Integer.parseInt(args[0]) : 8000;
    var nothing = new String[0];
    try (var with = new WholeApplication(nothing);
        var without = new WholeApplication(nothing, List.of("factRecorder", "auditLog"))) {
      var audited = new Side("with the audit log", with::run);
      var bare = new Side("without it", without::run);
      var sides = List.of(audited, bare);
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
      System.out.printf(
          "audit: %.3f of the cases a second, %.3f times the processor time%n",
          audited.ratio(bare), audited.cpuRatio(bare));
    }
    System.exit(0);
  }
}
