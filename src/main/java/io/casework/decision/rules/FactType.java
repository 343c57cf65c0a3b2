package io.casework.decision.rules;

/** What kind of value a fact has. */
public enum FactType {
  NUMBER,
  TEXT,
  FLAG,
  /** Of metadata: whatever the sender gave. */
  ANY;

  @Override
  public String toString() {
    return name().toLowerCase();
  }
}
