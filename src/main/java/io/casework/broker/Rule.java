package io.casework.broker;

import java.time.Instant;

/** A named filter of a subscription. */
record Rule(String name, RuleFilter filter, Instant createdAt) {

  /** What a subscription without rules of its own gets: everything. */
  static Rule everything() {
    return new Rule("$Default", new SqlFilter("1=1"), Instant.EPOCH);
  }
}
