package io.casework.alerts;

import io.casework.core.CaseEvent;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One look at a source; it is in the history once it found something or had to be made. */
final class SourceRun implements AlertSource.Taker {

  private final String source;
  private final Runs.Cause cause;
  private final Runs runs;
  private final Triage triage;
  private final Runnable alive;
  private final BiConsumer<String, String> tell;
  private @Nullable String id;

  /**
   * @param alive called before each batch: keeps the lease, throws when the node stops
   * @param tell hears of what could not be read
   */
  SourceRun(
      String source,
      Runs.Cause cause,
      Runs runs,
      Triage triage,
      Runnable alive,
      BiConsumer<String, String> tell) {
    this.source = source;
    this.cause = cause;
    this.runs = runs;
    this.triage = triage;
    this.alive = alive;
    this.tell = tell;
  }

  @Override
  public void take(List<IncomingAlert> alerts, Runnable position) {
    alive.run();
    var run = id();
    // Counted in the transaction of the alerts: a run that is cut off has counted what it did.
    triage.take(run, alerts, CaseEvent.SYSTEM, position, tally -> runs.add(run, tally));
  }

  @Override
  public void failed(String what, String why) {
    runs.setAside(id(), what + ": " + why);
    tell.accept(what, why);
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
