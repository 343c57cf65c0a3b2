package io.casework.alerts;

import java.time.Duration;
import java.util.List;

/**
 * A place that alerts come from: a mailbox, a folder, a table.
 *
 * <p>Asked on a thread of its own, by one node at a time; what it hands over twice is known as a
 * duplicate, and what it keeps in {@link Taker#take} is kept exactly when the alerts are.
 */
public interface AlertSource {

  /** How many alerts share a transaction at most. */
  int BATCH = 500;

  /** The name of the source in runs, leases and numbers: {@code mailbox}. */
  String name();

  /** How long to wait between two looks for what is new. */
  Duration pace();

  /**
   * Hands over what is new and returns; an empty look is quick.
   *
   * @param thorough also what an ordinary look takes as seen: the safety net of the schedule
   * @throws SourceFailed when the source cannot be read; the next look begins where this one ended
   */
  void collect(boolean thorough, Taker into);

  /** Takes alerts in. */
  interface Taker {

    /**
     * Triages alerts and runs {@code position} in one transaction.
     *
     * @param alerts at most {@link #BATCH}
     * @param position keeps how far the source is read, so that a restart goes on there
     */
    void take(List<IncomingAlert> alerts, Runnable position);

    /** Counts something that could not be read and was set aside, with what is wrong with it. */
    void failed(String what, String why);
  }
}
