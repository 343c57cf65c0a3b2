package io.casework.bundle;

import io.casework.CaseworkTest;
import io.casework.PostgresServer;
import org.junit.jupiter.api.Assumptions;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Bundles on PostgreSQL; skipped where it is not installed. */
@CaseworkTest
@Import(MoreSources.class)
class PostgresBundleTests extends BundleContract {

  @DynamicPropertySource
  static void onPostgres(DynamicPropertyRegistry properties) throws Exception {
    var started = PostgresServer.start();
    Assumptions.assumeTrue(started.isPresent(), "PostgreSQL is not installed");
    var server = started.get();
    // The application stays up until the end, as all others do.
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    properties.add("spring.datasource.url", server::url);
    properties.add("spring.datasource.username", () -> "casework");
    properties.add("spring.datasource.password", () -> "unused");
  }
}
