package io.casework.broker;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.jspecify.annotations.Nullable;

/** One event of a partition. */
record StoredEvent(long sequence, Instant enqueuedAt, MessageContent content) {

  private static final int BOOKKEEPING_BYTES = 80;

  /** The offset is opaque to clients; the number serves as well as any. */
  String offset() {
    return Long.toString(sequence);
  }

  long bytes() {
    return content.size() + BOOKKEEPING_BYTES;
  }

  byte[] encode(MessageCodec codec, @Nullable Map<Symbol, Object> deliveryAnnotations) {
    Map<Symbol, Object> annotations = new HashMap<>(content.annotations());
    annotations.put(Annotations.SEQUENCE_NUMBER, sequence);
    annotations.put(Annotations.OFFSET, offset());
    annotations.put(Annotations.ENQUEUED_TIME, Date.from(enqueuedAt));
    return codec.write(content, content.timeToLive(), 0, deliveryAnnotations, annotations);
  }
}
