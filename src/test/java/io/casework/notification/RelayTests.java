package io.casework.notification;

/** Messages on H2. */
class RelayTests extends RelayContract {

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
