package io.casework.decision.model;

/** How much to make up: customers, receivers of payments, days. */
public record SimulationSize(int customers, int receivers, int days) {

  public SimulationSize {
    if (customers < 1 || receivers < 1 || days < 1 || (long) customers * days > 5_000_000) {
      throw new IllegalArgumentException(
          "customers, receivers and days must be positive, and customers x days 5,000,000 at most");
    }
  }
}
