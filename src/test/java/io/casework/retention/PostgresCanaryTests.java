package io.casework.retention;

import io.casework.CaseworkTest;
import io.casework.PostgresServer;
import java.util.ArrayList;
import org.junit.jupiter.api.Assumptions;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On PostgreSQL; skipped where it is not installed. */
@CaseworkTest
class PostgresCanaryTests extends CanaryContract {

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

  @Override
  String dump() {
    var lines = new ArrayList<String>();
    var tables =
        jdbc.sql("select tablename from pg_tables where schemaname = 'public'")
            .query(String.class)
            .list();
    for (var table : tables) {
      jdbc.sql("select cast(t as text) from %s t".formatted(table))
          .query(String.class)
          .list()
          .forEach(line -> lines.add(table + " " + line));
    }
    return String.join("\n", lines);
  }
}
