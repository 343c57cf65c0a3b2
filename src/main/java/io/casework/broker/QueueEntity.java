package io.casework.broker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A queue, a subscription, or the dead letters of either. */
final class QueueEntity implements Entity, Destination {

  static final String DEAD_LETTERS = "/$deadletterqueue";

  private final String path;
  private final QueueSettings settings;
  private final Namespace namespace;
  private final Shelf shelf;
  private final Settlement settlement;
  private final Recipients recipients = new Recipients();

  QueueEntity(String path, QueueSettings settings, Namespace namespace) {
    this.path = path;
    this.settings = settings;
    this.namespace = namespace;
    this.shelf = new Shelf(path, settings);
    this.settlement = new Settlement(this, settings, shelf, namespace);
  }

  @Override
  public String path() {
    return path;
  }

  QueueSettings settings() {
    return settings;
  }

  Shelf shelf() {
    return shelf;
  }

  Settlement settlement() {
    return settlement;
  }

  Recipients recipients() {
    return recipients;
  }

  int receivers() {
    long owners = shelf.sessions().all().stream().filter(session -> !session.isFree()).count();
    return recipients.size() + (int) owners;
  }

  boolean holdsDeadLetters() {
    return path.endsWith(DEAD_LETTERS);
  }

  // coming in

  @Override
  public long accept(MessageContent message, Plan plan) {
    if (lacksItsSession(message)) {
      throw new Refusal(Conditions.NOT_ALLOWED, "A message to " + path + " must name its session.");
    }
    return place(message, plan);
  }

  /** A topic cannot refuse a message for the sake of one subscription. */
  void acceptFromTopic(MessageContent message, Plan plan) {
    if (lacksItsSession(message)) {
      settlement.bury(message, Cause.NO_SESSION, shelf.takeNumber(), 0, plan);
    } else {
      place(message, plan);
    }
  }

  private boolean lacksItsSession(MessageContent message) {
    return settings.requiresSession() && message.sessionId() == null;
  }

  private long place(MessageContent message, Plan plan) {
    String id = message.messageId();
    if (settings.duplicateWindow() != null && id != null) {
      if (shelf.history().contains(id, plan.now()) || !plan.isFirst(path, id)) {
        return 0;
      }
      plan.add(new Change.Seen(path, id, plan.now().plus(settings.duplicateWindow())));
    }
    Instant due = message.scheduledFor();
    boolean later = due != null && due.isAfter(plan.now());
    if (settings.forwardTo() != null && !later) {
      plan.forward(namespace.destination(settings.forwardTo()), message);
      return 0;
    }
    long number = shelf.takeNumber();
    StoredMessage.State state = later ? StoredMessage.State.SCHEDULED : StoredMessage.State.ACTIVE;
    plan.add(
        new Change.Stored(
            path, number, number, plan.now(), state, 0, plan.deadLetterSource(), message));
    return number;
  }

  @Override
  public void cancelScheduled(long sequence) {
    StoredMessage message = shelf.messages().get(sequence);
    if (message == null || message.state() != StoredMessage.State.SCHEDULED) {
      throw new Refusal(
          Conditions.MESSAGE_NOT_FOUND, "No message is scheduled under number " + sequence + ".");
    }
    namespace.record(new Change.Removed(path, sequence));
  }

  // sessions

  Instant lockSession(SessionEntity session, Recipient owner) {
    Instant until = namespace.now().plus(settings.lockDuration());
    session.lock(owner, until);
    namespace.stir(this);
    return until;
  }

  /** What the owner had in hand comes back. */
  void releaseSession(SessionEntity session) {
    session.unlock();
    for (StoredMessage message : List.copyOf(shelf.locked().values())) {
      if (session.id().equals(message.content().sessionId())) {
        // by way of the deadline, so that a full disk only delays it
        shelf.locks().put(message, Instant.EPOCH);
      }
    }
    namespace.stir(this);
  }

  // going out

  @Override
  public void dispatch() {
    returnLapsedLocks(namespace.now());
    if (!namespace.mayDeliver(path)) {
      return;
    }
    if (settings.requiresSession()) {
      shelf.sessions().serveWaiters();
      for (SessionEntity session : List.copyOf(shelf.sessions().all())) {
        Recipient owner = session.owner();
        while (owner != null && !session.ready().isEmpty() && owner.isReady()) {
          give(session.ready(), owner);
        }
      }
      return;
    }
    while (!shelf.ready().isEmpty()) {
      Recipient recipient = recipients.next();
      if (recipient == null) {
        return;
      }
      give(shelf.ready(), recipient);
    }
  }

  private void give(TreeMap<Long, StoredMessage> from, Recipient recipient) {
    StoredMessage message = from.firstEntry().getValue();
    if (recipient.deletesOnReceipt()) {
      namespace.record(new Change.Removed(path, message.sequence()));
    } else {
      from.remove(message.sequence());
      settlement.lock(message);
    }
    recipient.deliver(message);
  }

  // in time

  @Override
  public void tick(Instant now) {
    activateDue(now);
    returnLapsedLocks(now);
    expire(now);
    shelf.history().forgetOlderThan(now);
    for (SessionEntity session : List.copyOf(shelf.sessions().all())) {
      Recipient owner = session.owner();
      if (owner != null && session.hasLostItsLock(now)) {
        releaseSession(session);
        owner.sessionLost(Refusal.sessionLockLost(session.id()));
      }
    }
    shelf.sessions().tick(now);
  }

  private void activateDue(Instant now) {
    for (StoredMessage due; (due = shelf.schedule().firstDue(now)) != null; ) {
      if (settings.forwardTo() == null) {
        namespace.record(new Change.Activated(path, due.sequence(), shelf.takeNumber(), now));
      } else {
        Plan plan = new Plan(now);
        plan.add(new Change.Removed(path, due.sequence()));
        plan.forward(namespace.destination(settings.forwardTo()), due.content());
        namespace.record(plan.changes());
      }
    }
  }

  private void returnLapsedLocks(Instant now) {
    for (StoredMessage lapsed; (lapsed = shelf.locks().firstDue(now)) != null; ) {
      settlement.comeBack(lapsed, true);
    }
  }

  private void expire(Instant now) {
    List<StoredMessage> inUse = new ArrayList<>();
    for (StoredMessage dead; (dead = shelf.lives().firstDue(now)) != null; ) {
      if (dead.isLocked()) {
        // whoever holds it may still finish with it
        shelf.lives().remove(dead);
        inUse.add(dead);
      } else if (settings.deadLettersExpired()) {
        settlement.bury(dead, Cause.EXPIRED, dead.deliveryCount());
      } else {
        namespace.record(new Change.Removed(path, dead.sequence()));
      }
    }
    inUse.forEach(message -> shelf.lives().put(message, now));
  }

  void expireLocks() {
    shelf.locked().values().forEach(message -> shelf.locks().put(message, Instant.EPOCH));
    shelf.sessions().all().forEach(session -> session.renew(Instant.EPOCH));
    tick(namespace.now());
  }

  /** At a restart: what had its last delivery in the life before goes to the dead letters. */
  void resume() {
    for (StoredMessage message : List.copyOf(shelf.messages().values())) {
      if (message.state() == StoredMessage.State.ACTIVE
          && message.deliveryCount() >= settings.maxDeliveryCount()) {
        settlement.bury(
            message, Cause.deliveredTooOften(settings.maxDeliveryCount()), message.deliveryCount());
      }
    }
  }

  @Override
  public void apply(Change change) {
    shelf.apply(change);
    namespace.stir(this);
  }

  @Override
  public void snapshot(Consumer<Change> changes) {
    shelf.snapshot(changes);
  }

  @Override
  public long bytes() {
    return shelf.bytes();
  }
}
