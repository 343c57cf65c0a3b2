package io.casework.broker;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A hub: partitions, and the choice among them. */
final class EventHub {

  private final HubSettings settings;
  private final Instant createdAt;
  private final List<EventPartition> partitions = new ArrayList<>();
  private int turn;

  EventHub(HubSettings settings, Namespace namespace) {
    this.settings = settings;
    this.createdAt = namespace.now();
    for (int number = 0; number < settings.partitions(); number++) {
      partitions.add(new EventPartition(path(), number, settings, namespace));
    }
  }

  String path() {
    return settings.name().toLowerCase(Locale.ROOT);
  }

  String name() {
    return settings.name();
  }

  Instant createdAt() {
    return createdAt;
  }

  List<EventPartition> partitions() {
    return partitions;
  }

  boolean knows(String consumerGroup) {
    return settings.consumerGroups().stream().anyMatch(consumerGroup::equalsIgnoreCase);
  }

  EventPartition partition(String id) {
    return partitions.stream()
        .filter(partition -> partition.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound(path() + "/partitions/" + id));
  }

  /** Stores events that were sent together in one partition, for a batch is never torn apart. */
  List<Change> appending(List<MessageContent> events, @Nullable String partitionId, Instant now) {
    EventPartition partition = choose(events.get(0).partitionKey(), partitionId);
    return events.stream().map(event -> partition.appending(event, now)).toList();
  }

  private EventPartition choose(@Nullable String key, @Nullable String partitionId) {
    if (partitionId != null) {
      return partition(partitionId);
    }
    if (key != null) {
      CRC32 hash = new CRC32();
      hash.update(key.getBytes(StandardCharsets.UTF_8));
      return partitions.get((int) (hash.getValue() % partitions.size()));
    }
    turn = (turn + 1) % partitions.size();
    return partitions.get(turn);
  }
}
