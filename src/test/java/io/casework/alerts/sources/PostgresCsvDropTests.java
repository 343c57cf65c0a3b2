package io.casework.alerts.sources;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.casework.PostgresServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Files with their ledger on PostgreSQL. */
class PostgresCsvDropTests extends CsvDropTests {

  private static PostgresServer server;

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    var started = PostgresServer.start();
    assumeTrue(started.isPresent(), "PostgreSQL is not installed");
    server = started.get();
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  SourceRig open() {
    return SourceRig.postgres(server.url());
  }
}
