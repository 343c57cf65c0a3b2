package io.casework.outbox;

/** A queue, topic or event hub that this application sends to. */
public enum Destination {
  CASE_EVENTS("fraud-cases-inbound", Kind.QUEUE),
  ROUTED_CASES("fraud-cases-topic", Kind.TOPIC),
  TRANSACTIONS("transactions-inbound", Kind.QUEUE),
  SCORED_TRANSACTIONS("scored-transactions", Kind.TOPIC),
  ALERTS("alerts-topic", Kind.TOPIC),
  MODEL_FEEDBACK("model-feedback", Kind.HUB),
  RETRAINING("retraining-trigger", Kind.QUEUE);

  private final String entity;
  private final Kind kind;

  Destination(String entity, Kind kind) {
    this.entity = entity;
    this.kind = kind;
  }

  /** The name on the bus. */
  public String entity() {
    return entity;
  }

  Kind kind() {
    return kind;
  }

  /** What Azure calls it. */
  enum Kind {
    QUEUE,
    TOPIC,
    HUB
  }
}
