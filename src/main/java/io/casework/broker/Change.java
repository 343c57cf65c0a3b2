package io.casework.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fact about what an entity holds.
 *
 * <p>What is written to the journal is exactly what is applied to memory, so a restart is nothing
 * but the same facts applied again.
 */
sealed interface Change {

  String entity();

  /** A message came in, or came over from another entity. */
  record Stored(
      String entity,
      long sequence,
      long originalSequence,
      Instant enqueuedAt,
      StoredMessage.State state,
      int deliveryCount,
      @Nullable String deadLetterSource,
      MessageContent content)
      implements Change {}

  /** A message was completed, expired, cancelled or moved away. */
  record Removed(String entity, long sequence) implements Change {}

  /** A scheduled message became due and went to the end of the queue. */
  record Activated(String entity, long sequence, long newSequence, Instant enqueuedAt)
      implements Change {}

  /** A message was set aside, to be fetched by its number. */
  record Deferred(String entity, long sequence) implements Change {}

  /** A receiver changed the application properties of a message. */
  record Rewritten(String entity, long sequence, MessageContent content) implements Change {}

  /** A message was handed out so many times. */
  record Counted(String entity, long sequence, int deliveryCount) implements Change {}

  /** A message id that is a duplicate when it comes again before then. */
  record Seen(String entity, String messageId, Instant until) implements Change {}

  /** A receiver left a note with a session. */
  record SessionNoted(String entity, String sessionId, byte @Nullable [] state) implements Change {}

  /** A subscription got another rule. */
  record RuleAdded(String entity, Rule rule) implements Change {}

  /** A subscription lost a rule. */
  record RuleRemoved(String entity, String name) implements Change {}

  /** An event was appended to a partition. */
  record EventAppended(String entity, long sequence, Instant enqueuedAt, MessageContent content)
      implements Change {}

  /** Numbers below this one are taken, even where nothing that bears them is left. */
  record NumbersTaken(String entity, long next) implements Change {}
}
