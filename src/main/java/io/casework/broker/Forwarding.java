package io.casework.broker;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes sure that forwarded messages arrive somewhere, and do not go round in circles. */
final class Forwarding {

  private final Namespace namespace;

  Forwarding(Namespace namespace) {
    this.namespace = namespace;
  }

  void check(List<String> queues) {
    for (String name : queues) {
      QueueSettings settings = namespace.queue(name).settings();
      requireTarget("ForwardTo", name, settings.forwardTo());
      requireTarget("ForwardDeadLetteredMessagesTo", name, settings.forwardDeadLettersTo());
      requireNoCircle(name);
    }
  }

  private void requireTarget(String property, String from, @Nullable String to) {
    if (to != null && !(namespace.find(to) instanceof Destination)) {
      throw new IllegalArgumentException(
          property + " of " + from + " names " + to + ", which does not exist");
    }
  }

  private void requireNoCircle(String start) {
    Set<String> passed = new HashSet<>();
    String at = start;
    while (at != null) {
      if (!passed.add(Namespace.key(at))) {
        throw new IllegalArgumentException("ForwardTo of " + start + " leads round in a circle");
      }
      at = namespace.find(at) instanceof QueueEntity queue ? queue.settings().forwardTo() : null;
    }
  }
}
