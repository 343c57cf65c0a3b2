package io.casework.broker;

import java.time.Duration;
import java.util.Set;

/** How an event hub is cut up, who reads it, and how long it remembers. */
record HubSettings(
    String name, int partitions, Set<String> consumerGroups, Duration retention, long maxBytes) {

  HubSettings {
    consumerGroups = Set.copyOf(consumerGroups);
  }
}
