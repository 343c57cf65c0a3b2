package io.casework.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Symbol;
import org.jspecify.annotations.Nullable;

/** One message in one entity: what was sent, and what has happened to it since. */
final class StoredMessage {

  /** In the order of the numbers that clients read. */
  enum State {
    ACTIVE,
    DEFERRED,
    SCHEDULED
  }

  private static final int BOOKKEEPING_BYTES = 120;

  private long sequence;
  private final long originalSequence;
  private Instant enqueuedAt;
  private State state;
  private int deliveryCount;
  private MessageContent content;
  private final @Nullable String deadLetterSource;
  private @Nullable Duration timeToLive;
  private @Nullable UUID lockToken;
  private @Nullable Instant lockedUntil;

  StoredMessage(Change.Stored stored) {
    this.sequence = stored.sequence();
    this.originalSequence = stored.originalSequence();
    this.enqueuedAt = stored.enqueuedAt();
    this.state = stored.state();
    this.deliveryCount = stored.deliveryCount();
    this.content = stored.content();
    this.deadLetterSource = stored.deadLetterSource();
    this.timeToLive = content.timeToLive();
  }

  Change.Stored toChange(String entity) {
    return new Change.Stored(
        entity,
        sequence,
        originalSequence,
        enqueuedAt,
        state,
        deliveryCount,
        deadLetterSource,
        content);
  }

  long sequence() {
    return sequence;
  }

  State state() {
    return state;
  }

  MessageContent content() {
    return content;
  }

  int deliveryCount() {
    return deliveryCount;
  }

  @Nullable String deadLetterSource() {
    return deadLetterSource;
  }

  Instant enqueuedAt() {
    return enqueuedAt;
  }

  Instant scheduledFor() {
    Instant due = content.scheduledFor();
    return due == null ? enqueuedAt : due;
  }

  /** The end of its life, if it has one: the message's own wish, shortened by the entity's. */
  @Nullable Instant limitLife(@Nullable Duration entityLimit) {
    Duration own = content.timeToLive();
    timeToLive =
        own == null || (entityLimit != null && entityLimit.compareTo(own) < 0) ? entityLimit : own;
    return timeToLive == null ? null : enqueuedAt.plus(timeToLive);
  }

  void activate(long newSequence, Instant at) {
    sequence = newSequence;
    enqueuedAt = at;
    state = State.ACTIVE;
  }

  void defer() {
    state = State.DEFERRED;
  }

  void rewrite(MessageContent newContent) {
    content = newContent;
  }

  void count(int deliveries) {
    deliveryCount = deliveries;
  }

  @Nullable UUID lockToken() {
    return lockToken;
  }

  boolean isLocked() {
    return lockToken != null;
  }

  void lock(UUID token, @Nullable Instant until) {
    lockToken = token;
    lockedUntil = until;
  }

  void unlock() {
    lockToken = null;
    lockedUntil = null;
  }

  /** Roughly what it takes on disk. */
  long bytes() {
    return content.size() + BOOKKEEPING_BYTES;
  }

  byte[] encode(MessageCodec codec) {
    Map<Symbol, Object> annotations = new HashMap<>(content.annotations());
    annotations.put(Annotations.SEQUENCE_NUMBER, sequence);
    annotations.put(Annotations.ORIGINAL_SEQUENCE, originalSequence);
    annotations.put(Annotations.ENQUEUED_TIME, Date.from(enqueuedAt));
    annotations.put(Annotations.STATE, state.ordinal());
    if (lockedUntil != null) {
      annotations.put(Annotations.LOCKED_UNTIL, Date.from(lockedUntil));
    }
    if (deadLetterSource != null) {
      annotations.put(Annotations.DEAD_LETTER_SOURCE, deadLetterSource);
    }
    return codec.write(content, timeToLive, deliveryCount, null, annotations);
  }
}
