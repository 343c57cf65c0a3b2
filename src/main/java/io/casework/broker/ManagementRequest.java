package io.casework.broker;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** What a client asks of an entity; fields that are missing or of the wrong kind are refused. */
record ManagementRequest(String entity, Map<String, Object> properties, Map<?, ?> body) {

  static ManagementRequest of(String entity, Message message) {
    Map<String, Object> properties =
        message.getApplicationProperties() == null
            ? Map.of()
            : message.getApplicationProperties().getValue();
    Map<?, ?> body =
        message.getBody() instanceof AmqpValue value && value.getValue() instanceof Map<?, ?> map
            ? map
            : Map.of();
    return new ManagementRequest(entity, properties, body);
  }

  String operation() {
    return String.valueOf(properties.get("operation"));
  }

  long number(String field) {
    if (body.get(field) instanceof Number number) {
      return number.longValue();
    }
    throw missing(field, "a number");
  }

  String text(String field) {
    Object value = body.get(field);
    if (value != null) {
      return value.toString();
    }
    throw missing(field, "a text");
  }

  @Nullable String textOrNull(String field) {
    Object value = body.get(field);
    return value == null ? null : value.toString();
  }

  byte @Nullable [] bytesOrNull(String field) {
    return body.get(field) instanceof Binary bytes ? MessageCodec.copy(bytes) : null;
  }

  Map<?, ?> map(String field) {
    return body.get(field) instanceof Map<?, ?> map ? map : Map.of();
  }

  /** A map with the names that clients gave, whatever AMQP type they gave them in. */
  static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> named = new HashMap<>();
    map.forEach((name, value) -> named.put(name.toString(), value));
    return named;
  }

  List<UUID> tokens(String field) {
    List<UUID> tokens = new ArrayList<>();
    for (Object value : list(field)) {
      if (!(value instanceof UUID token)) {
        throw missing(field, "a list of lock tokens");
      }
      tokens.add(token);
    }
    return tokens;
  }

  List<Long> numbers(String field) {
    List<Long> numbers = new ArrayList<>();
    for (Object value : list(field)) {
      if (!(value instanceof Number number)) {
        throw missing(field, "a list of numbers");
      }
      numbers.add(number.longValue());
    }
    return numbers;
  }

  /** The messages of a request come whole, each in a map of its own. */
  List<byte[]> messages() {
    List<byte[]> messages = new ArrayList<>();
    for (Object value : list("messages")) {
      if (!(value instanceof Map<?, ?> map && map.get("message") instanceof Binary message)) {
        throw missing("messages", "a list of messages");
      }
      messages.add(MessageCodec.copy(message));
    }
    return messages;
  }

  /** Lists come as lists, and as arrays of objects or of primitives. */
  private List<Object> list(String field) {
    Object value = body.get(field);
    if (value instanceof Collection<?> collection) {
      return new ArrayList<>(collection);
    }
    if (value == null || !value.getClass().isArray()) {
      throw missing(field, "a list");
    }
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value); i++) {
      list.add(Array.get(value, i));
    }
    return list;
  }

  private Refusal missing(String field, String wanted) {
    return new Refusal(
        Conditions.INVALID_FIELD, operation() + " needs " + wanted + " in '" + field + "'.");
  }
}
