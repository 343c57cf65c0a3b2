package io.casework.outbox;

/** Where the rooms leave messages for the bus. */
public interface Outbox {

  /**
   * Leaves a message in the caller's transaction; it is sent after the commit, at least once, with
   * its key as message id.
   *
   * @throws org.springframework.transaction.IllegalTransactionStateException without a transaction
   */
  void send(OutgoingMessage message);
}
