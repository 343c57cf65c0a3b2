package io.casework.alerts.sources;

import java.util.UUID;

/** The table source on H2. */
class H2TransactionTableTests extends TransactionTableContract {

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID();

  @Override
  String url() {
    return url;
  }

  @Override
  String user() {
    return "sa";
  }
}
