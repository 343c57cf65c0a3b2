package io.casework.broker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the messages of a sending client go. */
interface SendTarget {

  String path();

  void store(List<MessageContent> messages);

  /** Messages into a queue or a topic. */
  record Messages(Destination destination, Namespace namespace) implements SendTarget {

    @Override
    public String path() {
      return destination.path();
    }

    @Override
    public void store(List<MessageContent> messages) {
      Plan plan = new Plan(namespace.now());
      messages.forEach(message -> destination.accept(namespace.codec().named(message), plan));
      namespace.record(plan.changes());
    }
  }

  /** Events into a hub, or into one partition of it. */
  record Events(EventHub hub, @Nullable String partition, Namespace namespace)
      implements SendTarget {

    @Override
    public String path() {
      return hub.path();
    }

    @Override
    public void store(List<MessageContent> events) {
      namespace.record(hub.appending(events, partition, namespace.now()));
    }
  }
}
