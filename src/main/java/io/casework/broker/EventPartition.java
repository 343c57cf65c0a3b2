package io.casework.broker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One ordered log of events; readers keep their own place in it. */
final class EventPartition implements Entity {

  private final String path;
  private final String id;
  private final HubSettings settings;
  private final Namespace namespace;
  private final TreeMap<Long, StoredEvent> events = new TreeMap<>();
  private final List<EventReader> readers = new ArrayList<>();
  private long nextSequence;
  private long bytes;

  EventPartition(String hub, int number, HubSettings settings, Namespace namespace) {
    this.path = hub + "/partitions/" + number;
    this.id = Integer.toString(number);
    this.settings = settings;
    this.namespace = namespace;
  }

  @Override
  public String path() {
    return path;
  }

  String id() {
    return id;
  }

  Change appending(MessageContent event, Instant now) {
    return new Change.EventAppended(path, nextSequence++, now, event);
  }

  @Nullable StoredEvent first() {
    return events.isEmpty() ? null : events.firstEntry().getValue();
  }

  @Nullable StoredEvent last() {
    return events.isEmpty() ? null : events.lastEntry().getValue();
  }

  int size() {
    return events.size();
  }

  int readers() {
    return readers.size();
  }

  long startOf(EventPosition position) {
    return switch (position.kind()) {
      case LATEST -> nextSequence;
      case SEQUENCE -> position.value() + (position.inclusive() ? 0 : 1);
      case TIME -> startOf(Instant.ofEpochMilli(position.value()), position.inclusive());
    };
  }

  private long startOf(Instant time, boolean inclusive) {
    for (StoredEvent event : events.values()) {
      int order = event.enqueuedAt().compareTo(time);
      if (order > 0 || (inclusive && order == 0)) {
        return event.sequence();
      }
    }
    return nextSequence;
  }

  /** The higher owner level stays; among equals, the one who came last. */
  void add(EventReader reader) {
    Long level = reader.ownerLevel();
    for (EventReader other : List.copyOf(readers)) {
      if (!other.consumerGroup().equals(reader.consumerGroup())) {
        continue;
      }
      Long otherLevel = other.ownerLevel();
      if (otherLevel != null && (level == null || otherLevel > level)) {
        throw new Refusal(
            Conditions.LINK_STOLEN,
            "A receiver with the higher owner level " + otherLevel + " reads this partition.");
      }
      if (level != null) {
        readers.remove(other);
        other.displaced();
      }
    }
    readers.add(reader);
    namespace.stir(this);
  }

  void remove(EventReader reader) {
    readers.remove(reader);
  }

  @Override
  public void dispatch() {
    if (!namespace.mayDeliver(path)) {
      return;
    }
    for (EventReader reader : List.copyOf(readers)) {
      while (reader.isReady()) {
        Map.Entry<Long, StoredEvent> next = events.ceilingEntry(reader.nextSequence());
        if (next == null) {
          break;
        }
        reader.deliver(next.getValue(), events.lastEntry().getValue());
      }
    }
  }

  /** The newest event always stays: it tells where the log has got to. */
  @Override
  public void tick(Instant now) {
    Instant oldest = now.minus(settings.retention());
    long mostBytes = settings.maxBytes() / settings.partitions();
    while (events.size() > 1
        && (events.firstEntry().getValue().enqueuedAt().isBefore(oldest) || bytes > mostBytes)) {
      bytes -= events.pollFirstEntry().getValue().bytes();
    }
  }

  @Override
  public void apply(Change change) {
    if (change instanceof Change.EventAppended appended) {
      StoredEvent event =
          new StoredEvent(appended.sequence(), appended.enqueuedAt(), appended.content());
      events.put(event.sequence(), event);
      bytes += event.bytes();
      nextSequence = Math.max(nextSequence, event.sequence() + 1);
      namespace.stir(this);
    } else if (change instanceof Change.NumbersTaken taken) {
      nextSequence = Math.max(nextSequence, taken.next());
    }
  }

  @Override
  public void snapshot(Consumer<Change> changes) {
    changes.accept(new Change.NumbersTaken(path, nextSequence));
    for (StoredEvent event : events.values()) {
      changes.accept(
          new Change.EventAppended(path, event.sequence(), event.enqueuedAt(), event.content()));
    }
  }

  @Override
  public long bytes() {
    return bytes;
  }
}
