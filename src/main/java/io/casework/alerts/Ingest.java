package io.casework.alerts;

import java.util.List;
import org.springframework.stereotype.Component;

/** Triages alerts that somebody hands over, and keeps a run of it. */
@Component
public class Ingest {

  private final Runs runs;
  private final Triage triage;

  Ingest(Runs runs, Triage triage) {
    this.runs = runs;
    this.triage = triage;
  }

  /**
   * Takes what a person or program sent by HTTP, a batch a transaction; when this returns it is on
   * disk.
   */
  public Tally request(String source, List<IncomingAlert> alerts, String actor) {
    return take(source, Runs.Cause.REQUEST, alerts, actor);
  }

  /** Takes all of them, a batch a transaction; when this returns they are on disk. */
  Tally take(String source, Runs.Cause cause, List<IncomingAlert> alerts, String actor) {
    var run = runs.begin(source, cause);
    try {
      var tally = Tally.NOTHING;
      for (int from = 0; from < alerts.size(); from += AlertSource.BATCH) {
        var batch = alerts.subList(from, Math.min(alerts.size(), from + AlertSource.BATCH));
        tally =
            tally.plus(triage.take(run, batch, actor, () -> {}, counted -> runs.add(run, counted)));
      }
      runs.complete(run);
      return tally;
    } catch (RuntimeException e) {
      runs.fail(run, e.getClass().getSimpleName());
      throw e;
    }
  }
}
