package io.casework.alerts.sources;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.casework.PostgresServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The table source on PostgreSQL, with positions on PostgreSQL too. */
class PostgresTransactionTableTests extends TransactionTableContract {

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

  @Override
  String url() {
    return server.url();
  }

  @Override
  String user() {
    return "casework";
  }
}
