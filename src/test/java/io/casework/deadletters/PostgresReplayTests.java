package io.casework.deadletters;

import io.casework.CaseworkTest;
import io.casework.PostgresServer;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On PostgreSQL; skipped where it is not installed. */
@CaseworkTest
class PostgresReplayTests extends ReplayTests {

  @DynamicPropertySource
  static void onPostgres(DynamicPropertyRegistry properties) {
    PostgresServer.serve(properties, PostgresReplayTests.class);
  }
}
