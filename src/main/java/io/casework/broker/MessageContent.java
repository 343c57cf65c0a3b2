package io.casework.broker;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent, in the very bytes it came in, with the few facts that the broker acts on.
 *
 * <p>Bodies are never taken apart and put together again, so whatever a client may put into one
 * comes out unchanged.
 */
record MessageContent(
    byte[] wire,
    Sections sections,
    boolean durable,
    @Nullable Short priority,
    @Nullable Duration timeToLive,
    Map<Symbol, Object> annotations,
    Properties properties,
    Map<String, Object> applicationProperties) {

  /** Where in the bytes the parts begin that are handed on untouched. */
  record Sections(int properties, int propertiesEnd, int body) {}

  MessageContent {
    annotations = Map.copyOf(annotations);
  }

  @Nullable String messageId() {
    Object id = properties.getMessageId();
    return id == null ? null : id.toString();
  }

  @Nullable String sessionId() {
    return properties.getGroupId();
  }

  @Nullable Instant scheduledFor() {
    return annotations.get(Annotations.SCHEDULED_FOR) instanceof Date date
        ? date.toInstant()
        : null;
  }

  @Nullable String partitionKey() {
    Object key = annotations.get(Annotations.PARTITION_KEY);
    return key == null ? null : key.toString();
  }

  ByteBuffer propertiesBytes() {
    return ByteBuffer.wrap(wire, sections.properties, sections.propertiesEnd - sections.properties);
  }

  ByteBuffer afterProperties() {
    return ByteBuffer.wrap(wire, sections.propertiesEnd, wire.length - sections.propertiesEnd);
  }

  ByteBuffer bodyBytes() {
    return ByteBuffer.wrap(wire, sections.body, wire.length - sections.body);
  }

  /** Properties, application properties, body and footer: all that the sender alone may change. */
  ByteBuffer bareMessage() {
    return ByteBuffer.wrap(wire, sections.properties, wire.length - sections.properties);
  }

  int size() {
    return wire.length;
  }
}
