package io.casework.broker;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Messages by the instant at which something is due: a lock ends, a life ends, a schedule fires.
 */
final class Deadlines {

  private record Entry(Instant due, StoredMessage message) {}

  private final TreeSet<Entry> order =
      new TreeSet<>(
          Comparator.comparing(Entry::due).thenComparing(entry -> entry.message().sequence()));
  private final Map<Long, Entry> entries = new HashMap<>();

  void put(StoredMessage message, Instant due) {
    remove(message);
    Entry entry = new Entry(due, message);
    entries.put(message.sequence(), entry);
    order.add(entry);
  }

  void remove(StoredMessage message) {
    Entry entry = entries.remove(message.sequence());
    if (entry != null) {
      order.remove(entry);
    }
  }

  @Nullable StoredMessage firstDue(Instant now) {
    return order.isEmpty() || order.first().due().isAfter(now) ? null : order.first().message();
  }

  int size() {
    return order.size();
  }
}
