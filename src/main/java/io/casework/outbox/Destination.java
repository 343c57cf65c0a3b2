package io.casework.outbox;

/** A queue or topic that this application sends to on its own account. */
public enum Destination {
  CASE_EVENTS("fraud-cases-inbound", false),
  ROUTED_CASES("fraud-cases-topic", true),
  TRANSACTIONS("transactions-inbound", false),
  SCORED_TRANSACTIONS("scored-transactions", true),
  ALERTS("alerts-topic", true);

  private final String entity;
  private final boolean topic;

  Destination(String entity, boolean topic) {
    this.entity = entity;
    this.topic = topic;
  }

  /** The name on the bus. */
  public String entity() {
    return entity;
  }

  boolean isTopic() {
    return topic;
  }
}
