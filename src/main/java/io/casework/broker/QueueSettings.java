package io.casework.broker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a queue or a subscription treats its messages. */
record QueueSettings(
    Duration lockDuration,
    int maxDeliveryCount,
    @Nullable Duration timeToLive,
    boolean deadLettersExpired,
    boolean requiresSession,
    @Nullable Duration duplicateWindow,
    @Nullable String forwardTo,
    @Nullable String forwardDeadLettersTo) {

  static final QueueSettings DEFAULTS =
      new QueueSettings(Duration.ofMinutes(1), 10, null, false, false, null, null, null);

  /** What was dead-lettered stays until somebody takes it away. */
  QueueSettings forDeadLetters() {
    return new QueueSettings(lockDuration, Integer.MAX_VALUE, null, false, false, null, null, null);
  }
}
