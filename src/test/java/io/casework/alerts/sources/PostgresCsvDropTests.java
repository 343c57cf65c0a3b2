package io.casework.alerts.sources;

import io.casework.PostgresServer;

/** Files with their ledger on PostgreSQL. */
class PostgresCsvDropTests extends CsvDropTests {

  @Override
  SourceRig open() {
    return SourceRig.postgres(PostgresServer.databaseOf(PostgresCsvDropTests.class));
  }
}
