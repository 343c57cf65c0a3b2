package io.casework.alerts.sources;

import io.casework.PostgresServer;

/** The table source on PostgreSQL, with positions on PostgreSQL too. */
class PostgresTransactionTableTests extends TransactionTableContract {

  @Override
  SourceRig open() {
    return SourceRig.postgres(PostgresServer.databaseOf(PostgresTransactionTableTests.class));
  }

  @Override
  String url() {
    return PostgresServer.databaseOf(PostgresTransactionTableTests.class);
  }

  @Override
  String user() {
    return "casework";
  }
}
