package io.casework.broker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What one connection may use, by the tokens it has shown. */
final class Access {

  private final BrokerClock clock;
  private final List<Grant> grants = new ArrayList<>();

  Access(BrokerClock clock) {
    this.clock = clock;
  }

  void add(Grant grant) {
    grants.removeIf(old -> old.path().equals(grant.path()));
    grants.add(grant);
  }

  boolean covers(String path) {
    Instant now = clock.wallTime();
    return grants.stream().anyMatch(grant -> grant.covers(path, now));
  }

  boolean isEmpty() {
    return grants.isEmpty();
  }

  void forgetAll() {
    grants.clear();
  }

  void require(String path) {
    if (!covers(path)) {
      throw new Refusal(
          Conditions.UNAUTHORIZED,
          "Unauthorized access. No valid token was presented for '" + path + "'.");
    }
  }
}
