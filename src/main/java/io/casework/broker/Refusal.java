package io.casework.broker;

import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/** A request that the broker declines, with the condition by which the client knows why. */
final class Refusal extends RuntimeException {

  private final Symbol condition;

  Refusal(Symbol condition, String description) {
    // a refusal is an answer and no accident: nobody needs its stack trace
    super(description, null, false, false);
    this.condition = condition;
  }

  static Refusal notFound(String address) {
    return new Refusal(
        Conditions.NOT_FOUND, "The messaging entity '" + address + "' could not be found.");
  }

  static Refusal lockLost() {
    return new Refusal(
        Conditions.MESSAGE_LOCK_LOST,
        "The lock supplied is invalid. Either the lock expired, or the message has already been"
            + " removed from the queue.");
  }

  static Refusal sessionLockLost(String sessionId) {
    return new Refusal(
        Conditions.SESSION_LOCK_LOST, "The lock of session '" + sessionId + "' is not held.");
  }

  Symbol condition() {
    return condition;
  }

  String description() {
    return String.valueOf(getMessage());
  }

  ErrorCondition error() {
    return new ErrorCondition(condition, getMessage());
  }

  Rejected outcome() {
    Rejected rejected = new Rejected();
    rejected.setError(error());
    return rejected;
  }
}
