package io.casework.actions;

/** Chooses what to do about a signal; the table is {@code bpmn/decisions/next-best-action.dmn}. */
public interface NextBestAction {

  /**
   * Always answers: what the table does not know goes to people.
   *
   * @param eventType {@code transaction_fraud_detected}, {@code transaction_dispute_opened}, {@code
   *     transaction_scored}, or anything else
   * @param score 0 to 1; for an event without a score 0
   */
  NextAction choose(String eventType, double score);
}
