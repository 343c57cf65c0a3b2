package io.casework.deadletters;

import io.casework.CaseworkTest;
import io.casework.PostgresServer;
import org.junit.jupiter.api.Assumptions;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On PostgreSQL; skipped where it is not installed. */
@CaseworkTest
class PostgresReplayTests extends ReplayTests {

  @DynamicPropertySource
  static void onPostgres(DynamicPropertyRegistry properties) throws Exception {
    var started = PostgresServer.start();
    Assumptions.assumeTrue(started.isPresent(), "PostgreSQL is not installed");
    var server = started.get();
    // As in PostgresJourneyTests: the application stays up until all tests are over.
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    properties.add("spring.datasource.url", server::url);
    properties.add("spring.datasource.username", () -> "casework");
    properties.add("spring.datasource.password", () -> "unused");
  }
}
