package io.casework.outbox;

import io.casework.PostgresServer;

/** The outbox on PostgreSQL. */
class PostgresOutboxTests extends OutboxContract {

  @Override
  String url() {
    return PostgresServer.databaseOf(PostgresOutboxTests.class);
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
