package io.casework.actions;

import java.util.Map;

/** Chooses what to do about a signal; the table is {@code bpmn/decisions/next-best-action.dmn}. */
public interface NextBestAction {

  /**
   * Always answers: what the table does not know goes to people.
   *
   * @param eventType {@code transaction_fraud_detected}, {@code transaction_dispute_opened}, {@code
   *     transaction_scored}, or anything else
   * @param score 0 to 1; for an event without a score 0
   */
  Choice choose(String eventType, double score);

  /**
   * What is to be done.
   *
   * @param tables the decision table that said so: its version, the row that matched, its inputs
   */
  record Choice(NextAction action, Map<String, Object> tables) {}
}
