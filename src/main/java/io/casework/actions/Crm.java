package io.casework.actions;

/**
 * The system that knows the customers. An order whose key it knows changes nothing; failures are
 * {@link TargetFailure}s.
 */
interface Crm {

  /** Who it is, in words for the execution log. */
  String target();

  /** Puts the customer under observation. */
  void watch(Order order);

  /** Leaves a note that people are looking at the customer. */
  void note(Order order);
}
