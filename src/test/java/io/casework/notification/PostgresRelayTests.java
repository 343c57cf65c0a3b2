package io.casework.notification;

import io.casework.PostgresServer;

/** Messages on PostgreSQL. */
class PostgresRelayTests extends RelayContract {

  @Override
  String url() {
    return PostgresServer.databaseOf(PostgresRelayTests.class);
  }

  @Override
  String user() {
    return "casework";
  }

  @Override
  String vendor() {
    return "postgresql";
  }
}
