package io.casework.invariants;

import io.casework.CaseworkTest;
import io.casework.PostgresServer;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On PostgreSQL; skipped where it is not installed. */
@CaseworkTest
class PostgresOracleTests extends OracleContract {

  @DynamicPropertySource
  static void onPostgres(DynamicPropertyRegistry properties) {
    PostgresServer.serve(properties, PostgresOracleTests.class);
  }

  @Override
  void tamper(String table, String sql) {
    jdbc.sql("alter table %s disable trigger user".formatted(table)).update();
    jdbc.sql(sql).update();
    jdbc.sql("alter table %s enable trigger user".formatted(table)).update();
  }
}
