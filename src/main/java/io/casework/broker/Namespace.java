package io.casework.broker;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All entities by their address, and the one way in which their state changes. */
final class Namespace {

  private static final Logger log = LoggerFactory.getLogger(Namespace.class);

  private final Map<String, Entity> entities = new LinkedHashMap<>();
  private final Map<String, EventHub> hubs = new LinkedHashMap<>();
  private final Set<Entity> stirred = new LinkedHashSet<>();
  private final BrokerClock clock;
  private final MessageCodec codec;
  private final FaultPlan faults;
  private final Journal journal;
  private final long maxStoredBytes;
  private long storedBytes;

  Namespace(
      BrokerClock clock,
      MessageCodec codec,
      FaultPlan faults,
      Journal journal,
      long maxStoredBytes) {
    this.clock = clock;
    this.codec = codec;
    this.faults = faults;
    this.journal = journal;
    this.maxStoredBytes = maxStoredBytes;
  }

  Instant now() {
    return clock.now();
  }

  MessageCodec codec() {
    return codec;
  }

  FaultPlan faults() {
    return faults;
  }

  // setting up

  QueueEntity addQueue(String path, QueueSettings settings) {
    QueueEntity queue = new QueueEntity(key(path), settings, this);
    add(queue);
    add(new QueueEntity(queue.path() + QueueEntity.DEAD_LETTERS, settings.forDeadLetters(), this));
    return queue;
  }

  void add(Entity entity) {
    entities.put(entity.path(), entity);
  }

  void addHub(HubSettings settings) {
    EventHub hub = new EventHub(settings, this);
    hubs.put(hub.path(), hub);
    hub.partitions().forEach(this::add);
  }

  /** Brings back what the journal holds, and what must happen because time has passed. */
  void restore() {
    journal.replay(this::apply);
    entities.values().stream()
        .filter(OrphanEntity.class::isInstance)
        .map(OrphanEntity.class::cast)
        .forEach(
            orphan ->
                log.warn(
                    "{} is not configured any more; its {} messages are kept out of reach",
                    orphan.path(),
                    orphan.messages()));
    for (Entity entity : List.copyOf(entities.values())) {
      if (entity instanceof QueueEntity queue) {
        queue.resume();
      }
    }
    tick();
  }

  // finding

  static String key(String path) {
    return path.toLowerCase(Locale.ROOT);
  }

  @Nullable Entity find(String path) {
    return entities.get(key(path));
  }

  QueueEntity queue(String path) {
    if (find(path) instanceof QueueEntity queue) {
      return queue;
    }
    throw Refusal.notFound(path);
  }

  Destination destination(String path) {
    if (find(path) instanceof Destination destination) {
      return destination;
    }
    throw Refusal.notFound(path);
  }

  Rules rules(String subscription) {
    if (find(Rules.pathOf(subscription)) instanceof Rules rules) {
      return rules;
    }
    throw new Refusal(Conditions.NOT_ALLOWED, "Only a subscription has rules.");
  }

  List<String> queues() {
    return entities.values().stream()
        .filter(entity -> entity instanceof QueueEntity queue && !queue.holdsDeadLetters())
        .map(Entity::path)
        .toList();
  }

  @Nullable EventHub hub(String path) {
    return hubs.get(key(path));
  }

  EntityCounts counts(String path) {
    EventHub hub = hub(path);
    if (hub != null) {
      int events = hub.partitions().stream().mapToInt(EventPartition::size).sum();
      int readers = hub.partitions().stream().mapToInt(EventPartition::readers).sum();
      return new EntityCounts(events, 0, 0, 0, 0, readers);
    }
    if (find(path) instanceof TopicEntity topic) {
      return topic.shelf().counts(0, 0);
    }
    QueueEntity queue = queue(path);
    int deadLettered =
        find(queue.path() + QueueEntity.DEAD_LETTERS) instanceof QueueEntity letters
            ? letters.shelf().messages().size()
            : 0;
    return queue.shelf().counts(deadLettered, queue.receivers());
  }

  void expireLocks() {
    for (Entity entity : List.copyOf(entities.values())) {
      if (entity instanceof QueueEntity queue) {
        queue.expireLocks();
      }
    }
  }

  // changing

  void record(Change change) {
    record(List.of(change));
  }

  /** Stores first and applies then, so that memory never knows more than the disk. */
  void record(List<Change> changes) {
    if (!changes.isEmpty()) {
      journal.append(changes);
      changes.forEach(this::apply);
    }
  }

  /** Writes down what is good to know after a crash but worth no refusal. */
  void note(Change change) {
    journal.note(change);
  }

  /** Settling is allowed on a disk that is nearly full, for it makes room; sending is not. */
  void requireRoom() {
    if (storedBytes > maxStoredBytes) {
      throw new Refusal(
          Conditions.RESOURCE_LIMIT,
          "The broker holds " + storedBytes + " bytes, which is all it may; receive some first.");
    }
    journal.requireRoom();
  }

  private void apply(Change change) {
    entities.computeIfAbsent(change.entity(), OrphanEntity::new).apply(change);
  }

  void snapshot(Consumer<Change> changes) {
    entities.values().forEach(entity -> entity.snapshot(changes));
  }

  // running

  void stir(Entity entity) {
    stirred.add(entity);
  }

  void stirAll() {
    stirred.addAll(entities.values());
  }

  boolean isStirred() {
    return !stirred.isEmpty();
  }

  /** What cannot be written down is not handed out: nobody would know of it after a crash. */
  boolean mayDeliver(String path) {
    return journal.isWritable() && !faults.isPaused(path);
  }

  void dispatch() {
    while (!stirred.isEmpty()) {
      Entity entity = stirred.iterator().next();
      stirred.remove(entity);
      dispatch(entity);
    }
  }

  void dispatch(Entity entity) {
    try {
      entity.dispatch();
    } catch (Refusal storage) {
      log.debug("{} waits: {}", entity.path(), storage.getMessage());
    }
  }

  void tick() {
    boolean wasWritable = journal.isWritable();
    storedBytes = entities.values().stream().mapToLong(Entity::bytes).sum();
    journal.tick(storedBytes, this::snapshot);
    Instant now = now();
    for (Entity entity : entities.values()) {
      try {
        entity.tick(now);
      } catch (Refusal storage) {
        log.debug("{} waits: {}", entity.path(), storage.getMessage());
      }
    }
    if (!wasWritable && journal.isWritable()) {
      stirAll();
    }
  }
}
