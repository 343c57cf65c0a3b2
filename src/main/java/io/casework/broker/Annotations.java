package io.casework.broker;

import java.util.Set;
import org.apache.qpid.proton.amqp.Symbol;

/** The message annotations in which Service Bus and Event Hubs carry what the broker knows. */
final class Annotations {

  static final Symbol SEQUENCE_NUMBER = Symbol.valueOf("x-opt-sequence-number");
  static final Symbol ORIGINAL_SEQUENCE = Symbol.valueOf("x-opt-enqueue-sequence-number");
  static final Symbol ENQUEUED_TIME = Symbol.valueOf("x-opt-enqueued-time");
  static final Symbol LOCKED_UNTIL = Symbol.valueOf("x-opt-locked-until");
  static final Symbol STATE = Symbol.valueOf("x-opt-message-state");
  static final Symbol DEAD_LETTER_SOURCE = Symbol.valueOf("x-opt-deadletter-source");
  static final Symbol SCHEDULED_FOR = Symbol.valueOf("x-opt-scheduled-enqueue-time");
  static final Symbol PARTITION_KEY = Symbol.valueOf("x-opt-partition-key");
  static final Symbol OFFSET = Symbol.valueOf("x-opt-offset");

  /** A client that sends a received message on must not smuggle in what another broker wrote. */
  static final Set<Symbol> WRITTEN_BY_BROKER =
      Set.of(
          SEQUENCE_NUMBER,
          ORIGINAL_SEQUENCE,
          ENQUEUED_TIME,
          LOCKED_UNTIL,
          STATE,
          DEAD_LETTER_SOURCE,
          OFFSET);

  private Annotations() {}
}
