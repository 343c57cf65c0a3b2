package io.casework.bundle;

import io.casework.CaseworkTest;
import io.casework.PostgresServer;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Bundles on PostgreSQL; skipped where it is not installed. */
@CaseworkTest
@Import(MoreSources.class)
class PostgresBundleTests extends BundleContract {

  @DynamicPropertySource
  static void onPostgres(DynamicPropertyRegistry properties) {
    PostgresServer.serve(properties, PostgresBundleTests.class);
  }
}
