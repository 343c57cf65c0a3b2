package io.casework.broker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The changes that one request leads to; they are stored together or not at all. */
final class Plan {

  /** The limit that Service Bus sets, too. */
  private static final int MOST_HOPS = 4;

  private final Instant now;
  private final List<Change> changes = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final @Nullable String deadLetterSource;
  private int hops;

  Plan(Instant now) {
    this(now, null);
  }

  Plan(Instant now, @Nullable String deadLetterSource) {
    this.now = now;
    this.deadLetterSource = deadLetterSource;
  }

  Instant now() {
    return now;
  }

  @Nullable String deadLetterSource() {
    return deadLetterSource;
  }

  void add(Change change) {
    changes.add(change);
  }

  List<Change> changes() {
    return changes;
  }

  /** The history knows only of earlier requests, so repetitions inside a batch are caught here. */
  boolean isFirst(String entity, String messageId) {
    return seen.add(entity + ' ' + messageId);
  }

  void forward(Destination to, MessageContent message) {
    if (hops == MOST_HOPS) {
      throw new Refusal(
          Conditions.NOT_ALLOWED,
          "A message is forwarded " + MOST_HOPS + " times at most, and not on to " + to.path());
    }
    hops++;
    to.accept(message, this);
    hops--;
  }
}
