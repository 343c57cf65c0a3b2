package io.casework.retention;

import io.casework.CaseworkTest;
import io.casework.PostgresServer;
import java.util.ArrayList;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On PostgreSQL; skipped where it is not installed. */
@CaseworkTest
class PostgresCanaryTests extends CanaryContract {

  @DynamicPropertySource
  static void onPostgres(DynamicPropertyRegistry properties) {
    PostgresServer.serve(properties, PostgresCanaryTests.class);
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
