package io.casework.decision.rules;

import java.time.Instant;

/** A rule as it is now, and who made it. */
record Rule(RuleVersion current, String createdBy, Instant createdAt) {

  String id() {
    return current.id();
  }

  int version() {
    return current.version();
  }

  RuleContent content() {
    return current.content();
  }
}
