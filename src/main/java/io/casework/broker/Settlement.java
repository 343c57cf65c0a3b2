package io.casework.broker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What becomes of the messages of a queue once they have been handed out. */
final class Settlement {

  private final QueueEntity queue;
  private final String path;
  private final QueueSettings settings;
  private final Shelf shelf;
  private final Namespace namespace;

  Settlement(QueueEntity queue, QueueSettings settings, Shelf shelf, Namespace namespace) {
    this.queue = queue;
    this.path = queue.path();
    this.settings = settings;
    this.shelf = shelf;
    this.namespace = namespace;
  }

  private StoredMessage held(@Nullable UUID token) {
    StoredMessage message = token == null ? null : shelf.locked().get(token);
    if (message == null) {
      throw Refusal.lockLost();
    }
    return message;
  }

  void complete(@Nullable UUID token) {
    StoredMessage message = held(token);
    if (namespace.faults().repeatsDelivery(path)) {
      comeBack(message, true);
    } else {
      namespace.record(new Change.Removed(path, message.sequence()));
    }
  }

  void abandon(@Nullable UUID token, Map<String, Object> changedProperties) {
    StoredMessage message = held(token);
    rewrite(message, changedProperties).forEach(namespace::record);
    comeBack(message, true);
  }

  /** Gives a message back unread: this delivery does not count. */
  void release(@Nullable UUID token) {
    StoredMessage message = held(token);
    comeBack(message, false);
    namespace.note(new Change.Counted(path, message.sequence(), message.deliveryCount()));
  }

  void defer(@Nullable UUID token, Map<String, Object> changedProperties) {
    StoredMessage message = held(token);
    List<Change> changes = new ArrayList<>(rewrite(message, changedProperties));
    changes.add(new Change.Counted(path, message.sequence(), message.deliveryCount()));
    changes.add(new Change.Deferred(path, message.sequence()));
    namespace.record(changes);
  }

  void deadLetter(@Nullable UUID token, Cause cause) {
    StoredMessage message = held(token);
    if (queue.holdsDeadLetters()) {
      comeBack(message, true);
    } else {
      bury(message, cause, message.deliveryCount());
    }
  }

  Instant renew(@Nullable UUID token) {
    StoredMessage message = held(token);
    Instant until = namespace.now().plus(settings.lockDuration());
    message.lock(message.lockToken(), until);
    if (!settings.requiresSession()) {
      shelf.locks().put(message, until);
    }
    return until;
  }

  StoredMessage takeDeferred(long sequence, boolean deletes) {
    StoredMessage message = shelf.messages().get(sequence);
    if (message == null || message.state() != StoredMessage.State.DEFERRED || message.isLocked()) {
      throw new Refusal(
          Conditions.MESSAGE_NOT_FOUND,
          "No deferred message is waiting under number " + sequence + ".");
    }
    if (deletes) {
      namespace.record(new Change.Removed(path, sequence));
    } else {
      lock(message);
    }
    return message;
  }

  private List<Change> rewrite(StoredMessage message, Map<String, Object> changedProperties) {
    if (changedProperties.isEmpty()) {
      return List.of();
    }
    Map<String, Object> all = new HashMap<>(message.content().applicationProperties());
    all.putAll(changedProperties);
    return List.of(
        new Change.Rewritten(
            path,
            message.sequence(),
            namespace.codec().withApplicationProperties(message.content(), all)));
  }

  void lock(StoredMessage message) {
    shelf.lock(message, namespace.now().plus(settings.lockDuration()));
    namespace.note(new Change.Counted(path, message.sequence(), message.deliveryCount() + 1));
  }

  /** After a delivery that came to nothing: once more, or to the dead letters. */
  void comeBack(StoredMessage message, boolean counts) {
    int deliveries = message.deliveryCount() + (counts ? 1 : 0);
    boolean isActive = message.state() == StoredMessage.State.ACTIVE;
    if (isActive && deliveries >= settings.maxDeliveryCount()) {
      bury(message, Cause.deliveredTooOften(settings.maxDeliveryCount()), deliveries);
      return;
    }
    message.count(deliveries);
    shelf.unlock(message);
    if (isActive) {
      shelf.offer(message);
      namespace.stir(queue);
    }
  }

  void bury(StoredMessage message, Cause cause, int deliveries) {
    Plan plan = new Plan(namespace.now());
    plan.add(new Change.Removed(path, message.sequence()));
    bury(message.content(), cause, message.sequence(), deliveries, plan);
    namespace.record(plan.changes());
  }

  /** A dead letter keeps its number, so that it can be told which message it was. */
  void bury(MessageContent message, Cause cause, long number, int deliveries, Plan plan) {
    MessageContent content =
        namespace
            .codec()
            .withApplicationProperties(message, cause.addTo(message.applicationProperties()));
    if (settings.forwardDeadLettersTo() != null) {
      Plan elsewhere = new Plan(plan.now(), path);
      elsewhere.forward(namespace.destination(settings.forwardDeadLettersTo()), content);
      elsewhere.changes().forEach(plan::add);
      return;
    }
    plan.add(
        new Change.Stored(
            path + QueueEntity.DEAD_LETTERS,
            number,
            number,
            plan.now(),
            StoredMessage.State.ACTIVE,
            deliveries,
            path,
            content));
  }
}
