package io.casework.broker;

/** Somebody who has asked a queue for messages. */
interface Recipient {

  /** Whether it has room for one more message now. */
  boolean isReady();

  /** Whether messages are gone as soon as they are handed over. */
  boolean deletesOnReceipt();

  void deliver(StoredMessage message);

  void sessionLost(Refusal why);
}
