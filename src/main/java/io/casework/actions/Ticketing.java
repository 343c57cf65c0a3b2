package io.casework.actions;

/**
 * The system in which the ops team works. An order whose key it knows changes nothing; failures are
 * {@link TargetFailure}s.
 */
interface Ticketing {

  /** Who it is, in words for the execution log. */
  String target();

  /** Opens a ticket, or finds the one of this key; returns its number. */
  String open(Order order);
}
