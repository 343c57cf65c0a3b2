package io.casework.alerts;

import io.casework.PostgresServer;

/** The queue of alerts on PostgreSQL. */
class PostgresAlertQueueTests extends AlertQueueContract {

  @Override
  TriageRig rig(TriageProperties properties) {
    return new TriageRig(
        PostgresServer.databaseOf(PostgresAlertQueueTests.class),
        "casework",
        "postgresql",
        properties);
  }
}
