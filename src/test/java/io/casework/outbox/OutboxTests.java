package io.casework.outbox;

/** The outbox on H2. */
class OutboxTests extends OutboxContract {

  @Override
  String url() {
    return "jdbc:h2:mem:" + System.identityHashCode(this);
  }

  @Override
  String user() {
    return "sa";
  }

  @Override
  String vendor() {
    return "h2";
  }
}
