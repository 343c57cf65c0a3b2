package io.casework.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a queue holds: its messages, in which state each of them is, and when something is due.
 *
 * <p>Changes are applied here, both live and at restart. Locks are not among them, for they end
 * with the process.
 */
final class Shelf {

  private final String path;
  private final boolean inSessions;
  private final @Nullable Duration timeToLive;
  private final boolean keepsForever;
  private final TreeMap<Long, StoredMessage> messages = new TreeMap<>();
  private final TreeMap<Long, StoredMessage> ready = new TreeMap<>();
  private final Map<UUID, StoredMessage> locked = new HashMap<>();
  private final Deadlines locks = new Deadlines();
  private final Deadlines lives = new Deadlines();
  private final Deadlines schedule = new Deadlines();
  private final DuplicateHistory history = new DuplicateHistory();
  private final Sessions sessions = new Sessions();
  private long nextSequence = 1;
  private long bytes;

  Shelf(String path, QueueSettings settings) {
    this.path = path;
    this.inSessions = settings.requiresSession();
    this.timeToLive = settings.timeToLive();
    this.keepsForever = path.endsWith(QueueEntity.DEAD_LETTERS);
  }

  TreeMap<Long, StoredMessage> messages() {
    return messages;
  }

  TreeMap<Long, StoredMessage> ready() {
    return ready;
  }

  Map<UUID, StoredMessage> locked() {
    return locked;
  }

  Deadlines locks() {
    return locks;
  }

  Deadlines lives() {
    return lives;
  }

  Deadlines schedule() {
    return schedule;
  }

  DuplicateHistory history() {
    return history;
  }

  Sessions sessions() {
    return sessions;
  }

  long takeNumber() {
    return nextSequence++;
  }

  long bytes() {
    return bytes + history.bytes();
  }

  void apply(Change change) {
    if (change instanceof Change.Stored stored) {
      store(stored);
    } else if (change instanceof Change.Seen seen) {
      history.add(seen.messageId(), seen.until());
    } else if (change instanceof Change.SessionNoted noted) {
      sessions.get(noted.sessionId()).note(noted.state());
    } else if (change instanceof Change.NumbersTaken taken) {
      nextSequence = Math.max(nextSequence, taken.next());
    } else if (change instanceof Change.Removed removed) {
      StoredMessage message = messages.get(removed.sequence());
      if (message != null) {
        remove(message);
      }
    } else {
      alter(change);
    }
  }

  private void alter(Change change) {
    if (change instanceof Change.Activated activated) {
      StoredMessage message = messages.get(activated.sequence());
      if (message != null) {
        activate(message, activated);
      }
    } else if (change instanceof Change.Deferred deferred) {
      StoredMessage message = messages.get(deferred.sequence());
      if (message != null) {
        withdraw(message);
        unlock(message);
        message.defer();
      }
    } else if (change instanceof Change.Rewritten rewritten) {
      StoredMessage message = messages.get(rewritten.sequence());
      if (message != null) {
        bytes -= message.bytes();
        message.rewrite(rewritten.content());
        bytes += message.bytes();
      }
    } else if (change instanceof Change.Counted counted) {
      StoredMessage message = messages.get(counted.sequence());
      if (message != null) {
        message.count(counted.deliveryCount());
      }
    }
  }

  private void store(Change.Stored stored) {
    StoredMessage message = new StoredMessage(stored);
    messages.put(message.sequence(), message);
    bytes += message.bytes();
    nextSequence = Math.max(nextSequence, message.sequence() + 1);
    if (message.state() == StoredMessage.State.SCHEDULED) {
      schedule.put(message, message.scheduledFor());
    } else {
      limitLife(message);
    }
    if (message.state() == StoredMessage.State.ACTIVE) {
      offer(message);
    }
  }

  /** A message that becomes due joins the end of the queue, under a new number. */
  private void activate(StoredMessage message, Change.Activated activated) {
    schedule.remove(message);
    messages.remove(message.sequence());
    message.activate(activated.newSequence(), activated.enqueuedAt());
    messages.put(message.sequence(), message);
    nextSequence = Math.max(nextSequence, message.sequence() + 1);
    limitLife(message);
    offer(message);
  }

  private void remove(StoredMessage message) {
    withdraw(message);
    unlock(message);
    schedule.remove(message);
    lives.remove(message);
    messages.remove(message.sequence());
    bytes -= message.bytes();
  }

  private void limitLife(StoredMessage message) {
    Instant end = keepsForever ? null : message.limitLife(timeToLive);
    if (end != null) {
      lives.put(message, end);
    }
  }

  /** Lets the next receiver have the message. */
  void offer(StoredMessage message) {
    readyBeside(message).put(message.sequence(), message);
  }

  private void withdraw(StoredMessage message) {
    readyBeside(message).remove(message.sequence());
  }

  private TreeMap<Long, StoredMessage> readyBeside(StoredMessage message) {
    String session = message.content().sessionId();
    return inSessions && session != null ? sessions.get(session).ready() : ready;
  }

  /** In a session the lock of the session counts, so the message's own has no end. */
  void lock(StoredMessage message, Instant until) {
    UUID token = UUID.randomUUID();
    message.lock(token, until);
    locked.put(token, message);
    if (!inSessions) {
      locks.put(message, until);
    }
  }

  void unlock(StoredMessage message) {
    UUID token = message.lockToken();
    if (token != null) {
      locked.remove(token);
      locks.remove(message);
      message.unlock();
    }
  }

  void snapshot(Consumer<Change> changes) {
    changes.accept(new Change.NumbersTaken(path, nextSequence));
    history.forEach((id, until) -> changes.accept(new Change.Seen(path, id, until)));
    for (SessionEntity session : sessions.all()) {
      if (session.state() != null) {
        changes.accept(new Change.SessionNoted(path, session.id(), session.state()));
      }
    }
    for (StoredMessage message : messages.values()) {
      changes.accept(message.toChange(path));
      if (message.isLocked()) {
        // the process may end before the lock does, and then this delivery has counted
        changes.accept(new Change.Counted(path, message.sequence(), message.deliveryCount() + 1));
      }
    }
  }

  Optional<Instant> oldest() {
    return Optional.ofNullable(messages.firstEntry()).map(first -> first.getValue().enqueuedAt());
  }

  EntityCounts counts(int deadLettered, int receivers) {
    int scheduled = schedule.size();
    int deferred =
        (int)
            messages.values().stream()
                .filter(message -> message.state() == StoredMessage.State.DEFERRED)
                .filter(message -> !message.isLocked())
                .count();
    int active = messages.size() - scheduled - deferred - locked.size();
    return new EntityCounts(active, locked.size(), deferred, scheduled, deadLettered, receivers);
  }
}
