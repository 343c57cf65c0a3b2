package io.casework.notification;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.casework.PostgresServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Messages on PostgreSQL. */
class PostgresRelayTests extends RelayContract {

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
  String url() {
    return server.url();
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
