package io.casework.feedback;

/** The queue on which retraining is asked for. */
interface RetrainingQueue {

  /**
   * Asks for retraining; a repeat with the same threshold number is dropped.
   *
   * @param thresholdNumber 1 for the first crossing, 2 for the second, …
   * @param labels how many labels there are
   */
  void ask(int thresholdNumber, long labels, int threshold);
}
