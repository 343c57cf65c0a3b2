package io.casework.alerts;

/** Seen before, how severe, who must know: in one transaction for many alerts. */
final class Triage {

  /** How many alerts share a transaction at most. */
  static final int BATCH = 500;

  private Triage() {}
}
