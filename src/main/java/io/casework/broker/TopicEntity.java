package io.casework.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands every message to the subscriptions that want it. */
final class TopicEntity implements Entity, Destination {

  private final String path;
  private final @Nullable Duration duplicateWindow;
  private final Namespace namespace;
  private final Shelf shelf;
  private final List<Subscription> subscriptions = new ArrayList<>();

  TopicEntity(String path, @Nullable Duration duplicateWindow, Namespace namespace) {
    this.path = path;
    this.duplicateWindow = duplicateWindow;
    this.namespace = namespace;
    this.shelf = new Shelf(path, QueueSettings.DEFAULTS);
  }

  @Override
  public String path() {
    return path;
  }

  void add(Subscription subscription) {
    subscriptions.add(subscription);
  }

  Shelf shelf() {
    return shelf;
  }

  @Override
  public long accept(MessageContent message, Plan plan) {
    String id = message.messageId();
    if (duplicateWindow != null && id != null) {
      if (shelf.history().contains(id, plan.now()) || !plan.isFirst(path, id)) {
        return 0;
      }
      plan.add(new Change.Seen(path, id, plan.now().plus(duplicateWindow)));
    }
    Instant due = message.scheduledFor();
    if (due == null || !due.isAfter(plan.now())) {
      fanOut(message, plan);
      return 0;
    }
    long number = shelf.takeNumber();
    plan.add(
        new Change.Stored(
            path,
            number,
            number,
            plan.now(),
            StoredMessage.State.SCHEDULED,
            0,
            plan.deadLetterSource(),
            message));
    return number;
  }

  private void fanOut(MessageContent message, Plan plan) {
    for (Subscription subscription : subscriptions) {
      if (subscription.rules().matches(message)) {
        subscription.queue().acceptFromTopic(message, plan);
      }
    }
  }

  @Override
  public void cancelScheduled(long sequence) {
    if (!shelf.messages().containsKey(sequence)) {
      throw new Refusal(
          Conditions.MESSAGE_NOT_FOUND, "No message is scheduled under number " + sequence + ".");
    }
    namespace.record(new Change.Removed(path, sequence));
  }

  @Override
  public void tick(Instant now) {
    for (StoredMessage due; (due = shelf.schedule().firstDue(now)) != null; ) {
      Plan plan = new Plan(now, due.deadLetterSource());
      plan.add(new Change.Removed(path, due.sequence()));
      fanOut(due.content(), plan);
      namespace.record(plan.changes());
    }
    shelf.history().forgetOlderThan(now);
  }

  @Override
  public void apply(Change change) {
    shelf.apply(change);
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
