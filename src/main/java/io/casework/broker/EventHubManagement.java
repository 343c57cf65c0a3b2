package io.casework.broker;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/** Tells what partitions a hub has, and how far each of them has got. */
final class EventHubManagement implements ManagementNode.Operation {

  private final BrokerContext context;
  private final Access access;

  EventHubManagement(BrokerContext context, Access access) {
    this.context = context;
    this.access = access;
  }

  @Override
  public Object answer(ManagementRequest request) {
    String name = String.valueOf(request.properties().get("name"));
    requireLeave(request, Namespace.key(name));
    EventHub hub = context.namespace().hub(name);
    if (hub == null) {
      throw Refusal.notFound(name);
    }
    Map<String, Object> answer = new HashMap<>();
    answer.put("name", hub.name());
    if ("com.microsoft:partition".equals(request.properties().get("type"))) {
      describe(hub.partition(String.valueOf(request.properties().get("partition"))), answer);
    } else {
      answer.put("created_at", Date.from(hub.createdAt()));
      answer.put("partition_count", hub.partitions().size());
      answer.put("geo_replication_factor", 1);
      answer.put(
          "partition_ids",
          hub.partitions().stream().map(EventPartition::id).toArray(String[]::new));
    }
    return answer;
  }

  /** Clients ask this node before they show a token for anything else, and send one along. */
  private void requireLeave(ManagementRequest request, String hub) {
    if (!access.covers(hub) && request.properties().get("security_token") instanceof String token) {
      access.add(context.key().verify(token, context.clock().wallTime()));
    }
    access.require(hub);
  }

  private static void describe(EventPartition partition, Map<String, Object> answer) {
    StoredEvent first = partition.first();
    StoredEvent last = partition.last();
    answer.put("partition", partition.id());
    answer.put("begin_sequence_number", first == null ? 0L : first.sequence());
    answer.put("last_enqueued_sequence_number", last == null ? -1L : last.sequence());
    answer.put("last_enqueued_offset", last == null ? "-1" : last.offset());
    answer.put(
        "last_enqueued_time_utc", Date.from(last == null ? Instant.EPOCH : last.enqueuedAt()));
    answer.put("is_partition_empty", last == null);
  }
}
