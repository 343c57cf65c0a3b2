package io.casework.alerts;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.casework.PostgresServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The queue of alerts on PostgreSQL. */
class PostgresAlertQueueTests extends AlertQueueContract {

  private static PostgresServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    var started = PostgresServer.start();
    assumeTrue(started.isPresent(), "PostgreSQL is not installed");
    server = started.get();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  TriageRig rig(TriageProperties properties) {
    return new TriageRig(server.url(), "casework", "postgresql", properties);
  }
}
