package io.casework.alerts;

import io.casework.PostgresServer;

/** Triage on PostgreSQL. */
class PostgresTriageTests extends TriageContract {

  @Override
  TriageRig rig(TriageProperties properties) {
    return new TriageRig(
        PostgresServer.databaseOf(PostgresTriageTests.class), "casework", "postgresql", properties);
  }
}
