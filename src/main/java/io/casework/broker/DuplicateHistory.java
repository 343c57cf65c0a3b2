package io.casework.broker;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Remembers message ids for a while, so that a repeated send stores nothing. */
final class DuplicateHistory {

  private final Map<String, Instant> seen = new LinkedHashMap<>();

  boolean contains(String messageId, Instant now) {
    Instant until = seen.get(messageId);
    return until != null && until.isAfter(now);
  }

  void add(String messageId, Instant until) {
    seen.remove(messageId);
    seen.put(messageId, until);
  }

  /** Every id stays equally long, so the oldest stand first. */
  void forgetOlderThan(Instant now) {
    Iterator<Instant> oldestFirst = seen.values().iterator();
    while (oldestFirst.hasNext() && !oldestFirst.next().isAfter(now)) {
      oldestFirst.remove();
    }
  }

  void forEach(BiConsumer<String, Instant> visitor) {
    seen.forEach(visitor);
  }

  long bytes() {
    return seen.size() * 80L;
  }
}
