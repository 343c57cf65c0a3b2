package io.casework.broker;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedByte;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.AmqpSequence;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.DeliveryAnnotations;
import org.apache.qpid.proton.amqp.messaging.Footer;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.apache.qpid.proton.codec.ReadableBuffer;
import org.jspecify.annotations.Nullable;

/** Reads messages from AMQP bytes and writes them; owned by one thread. */
final class MessageCodec {

  /** The message format of a transfer that carries several messages as data sections. */
  static final int BATCH = 0x80013700;

  private static final int ROOM_FOR_THE_LARGEST = 4 * 1024 * 1024;

  private final DecoderImpl decoder = new DecoderImpl();
  private final EncoderImpl encoder = new EncoderImpl(decoder);
  private final ByteBuffer scratch = ByteBuffer.allocate(ROOM_FOR_THE_LARGEST);

  MessageCodec() {
    AMQPDefinedTypes.registerAllTypes(decoder, encoder);
  }

  MessageContent read(byte[] wire) {
    Header header = null;
    Map<Symbol, Object> annotations = Map.of();
    Properties properties = new Properties();
    Map<String, Object> application = Map.of();
    int propertiesAt = -1;
    int propertiesEnd = -1;
    int bodyAt = -1;
    try {
      ReadableBuffer bytes = ReadableBuffer.ByteBufferReader.wrap(wire);
      decoder.setBuffer(bytes);
      while (bytes.hasRemaining()) {
        int start = bytes.position();
        Object section = decoder.readObject();
        if (section instanceof Header h) {
          header = h;
        } else if (section instanceof MessageAnnotations a) {
          annotations = a.getValue() == null ? Map.of() : foreign(a.getValue());
        } else if (section instanceof Properties p) {
          properties = p;
          propertiesAt = start;
          propertiesEnd = bytes.position();
        } else if (section instanceof ApplicationProperties a) {
          application = a.getValue() == null ? Map.of() : a.getValue();
          propertiesAt = propertiesAt < 0 ? start : propertiesAt;
          propertiesEnd = propertiesEnd < 0 ? start : propertiesEnd;
        } else if (isBody(section)) {
          bodyAt = bodyAt < 0 ? start : bodyAt;
        } else if (!(section instanceof DeliveryAnnotations || section instanceof Footer)) {
          throw new Refusal(Conditions.DECODE_ERROR, "The message holds an unknown section.");
        }
      }
    } catch (Refusal refusal) {
      throw refusal;
    } catch (RuntimeException | StackOverflowError e) {
      throw new Refusal(Conditions.DECODE_ERROR, "The message is not valid AMQP: " + e);
    }
    if (bodyAt < 0) {
      throw new Refusal(Conditions.DECODE_ERROR, "The message has no body.");
    }
    propertiesAt = propertiesAt < 0 ? bodyAt : propertiesAt;
    propertiesEnd = propertiesEnd < 0 ? bodyAt : propertiesEnd;
    return new MessageContent(
        wire,
        new MessageContent.Sections(propertiesAt, propertiesEnd, bodyAt),
        header != null && Boolean.TRUE.equals(header.getDurable()),
        header == null || header.getPriority() == null ? null : header.getPriority().shortValue(),
        header == null || header.getTtl() == null
            ? null
            : Duration.ofMillis(header.getTtl().longValue()),
        annotations,
        properties,
        application);
  }

  /** Takes a batch apart; what the envelope says of the partition key holds for all inside. */
  List<MessageContent> readBatch(byte[] wire) {
    List<MessageContent> messages = new ArrayList<>();
    try {
      ReadableBuffer bytes = ReadableBuffer.ByteBufferReader.wrap(wire);
      List<byte[]> parts = new ArrayList<>();
      decoder.setBuffer(bytes);
      while (bytes.hasRemaining()) {
        if (decoder.readObject() instanceof Data data) {
          parts.add(copy(data.getValue()));
        }
      }
      parts.forEach(part -> messages.add(read(part)));
    } catch (Refusal refusal) {
      throw refusal;
    } catch (RuntimeException | StackOverflowError e) {
      throw new Refusal(Conditions.DECODE_ERROR, "The batch is not valid AMQP: " + e);
    }
    if (messages.isEmpty()) {
      throw new Refusal(Conditions.DECODE_ERROR, "The batch is empty.");
    }
    return messages;
  }

  /** The same message with other application properties. */
  MessageContent withApplicationProperties(
      MessageContent message, Map<String, Object> applicationProperties) {
    return read(
        write(
            header(message, message.timeToLive(), 0),
            null,
            message.annotations(),
            () -> {
              scratch.put(message.propertiesBytes());
              encoder.writeObject(new ApplicationProperties(applicationProperties));
              scratch.put(message.bodyBytes());
            }));
  }

  /** The same message with a name of its own, which clients expect to find on every message. */
  MessageContent named(MessageContent message) {
    if (message.messageId() != null) {
      return message;
    }
    Properties properties = new Properties(message.properties());
    properties.setMessageId(UUID.randomUUID().toString().replace("-", ""));
    return read(
        write(
            header(message, message.timeToLive(), 0),
            null,
            message.annotations(),
            () -> {
              encoder.writeObject(properties);
              scratch.put(message.afterProperties());
            }));
  }

  /** The bytes of a delivery. The header is always there: the Java SDK dies without one. */
  byte[] write(
      MessageContent message,
      @Nullable Duration timeToLive,
      int deliveryCount,
      @Nullable Map<Symbol, Object> deliveryAnnotations,
      Map<Symbol, Object> annotations) {
    return write(
        header(message, timeToLive, deliveryCount),
        deliveryAnnotations,
        annotations,
        () -> scratch.put(message.bareMessage()));
  }

  private byte[] write(
      Header header,
      @Nullable Map<Symbol, Object> deliveryAnnotations,
      Map<Symbol, Object> annotations,
      Runnable rest) {
    scratch.clear();
    encoder.setByteBuffer(scratch);
    try {
      encoder.writeObject(header);
      if (deliveryAnnotations != null) {
        encoder.writeObject(new DeliveryAnnotations(deliveryAnnotations));
      }
      if (!annotations.isEmpty()) {
        encoder.writeObject(new MessageAnnotations(annotations));
      }
      rest.run();
    } catch (BufferOverflowException e) {
      throw new Refusal(Conditions.MESSAGE_TOO_LARGE, "The message grew beyond what fits.");
    }
    return Arrays.copyOf(scratch.array(), scratch.position());
  }

  private static Header header(
      MessageContent message, @Nullable Duration timeToLive, int deliveryCount) {
    Header header = new Header();
    header.setDurable(message.durable());
    Short priority = message.priority();
    if (priority != null) {
      header.setPriority(UnsignedByte.valueOf(priority.byteValue()));
    }
    if (timeToLive != null) {
      header.setTtl(UnsignedInteger.valueOf(Math.min(timeToLive.toMillis(), 0xFFFF_FFFFL)));
    }
    header.setDeliveryCount(UnsignedInteger.valueOf(deliveryCount));
    return header;
  }

  private static Map<Symbol, Object> foreign(Map<Symbol, Object> annotations) {
    Map<Symbol, Object> kept = new HashMap<>(annotations);
    kept.keySet().removeAll(Annotations.WRITTEN_BY_BROKER);
    kept.values().removeIf(value -> value == null);
    return kept;
  }

  private static boolean isBody(@Nullable Object section) {
    return section instanceof Data
        || section instanceof AmqpValue
        || section instanceof AmqpSequence;
  }

  static byte[] copy(Binary bytes) {
    return Arrays.copyOfRange(
        bytes.getArray(), bytes.getArrayOffset(), bytes.getArrayOffset() + bytes.getLength());
  }
}
