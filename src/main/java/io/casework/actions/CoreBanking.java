package io.casework.actions;

/**
 * The system that owns the accounts. An order whose key it knows changes nothing; failures are
 * {@link TargetFailure}s.
 */
interface CoreBanking {

  /** Who it is, in words for the execution log. */
  String target();

  /** Stops every payment of the customer. */
  void lock(Order order);

  /** Takes back the lock that bears the key; other locks stay. */
  void unlock(Order order, String lockKey);

  /** Asks the customer for a second factor from now on. */
  void requireSecondFactor(Order order);

  /** Takes back the demand that bears the key. */
  void waiveSecondFactor(Order order, String demandKey);
}
