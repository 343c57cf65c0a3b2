package io.casework.alerts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One look at a source; it is in the history once it found something or had to be made. */
final class SourceRun implements AlertSource.Taker {

  private final String source;
  private final Runs.Cause cause;
  private final Runs runs;
  private final Triage triage;
  private final Runnable alive;
  private @Nullable String id;

  /**
   * @param alive called before each batch, so that the lease is kept
   */
  SourceRun(String source, Runs.Cause cause, Runs runs, Triage triage, Runnable alive) {
    this.source = source;
    this.cause = cause;
    this.runs = runs;
    this.triage = triage;
    this.alive = alive;
  }

  @Override
  public void take(List<IncomingAlert> alerts, Runnable position) {
    alive.run();
    var run = id();
    // Counted in the transaction of the alerts: a run that is cut off has counted what it did.
    triage.take(run, alerts, position, tally -> runs.add(run, tally));
  }

  @Override
  public void failed(String what, String why) {
    runs.add(id(), new Tally(0, 0, 1));
  }

  /** Puts the run into the history. */
  String id() {
    var known = id;
    if (known == null) {
      runs.cutOff(source);
      known = runs.begin(source, cause);
      id = known;
    }
    return known;
  }

  void end() {
    if (id != null) {
      runs.complete(id);
    }
  }

  void fail(String failure) {
    runs.fail(id(), failure);
  }
}
