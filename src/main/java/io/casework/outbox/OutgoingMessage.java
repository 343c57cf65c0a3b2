package io.casework.outbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message for another program.
 *
 * @param key what a receiver can drop repeats by; the message id on the bus
 * @param body JSON, sent byte for byte as it is stored
 * @param properties application properties: text, numbers, booleans
 * @param partitionKey what stays in order on an event hub; unused elsewhere
 */
public record OutgoingMessage(
    Destination destination,
    String key,
    String body,
    Map<String, Object> properties,
    @Nullable String correlationId,
    @Nullable String partitionKey) {

  public OutgoingMessage {
    properties = Map.copyOf(properties);
  }

  public OutgoingMessage(
      Destination destination,
      String key,
      String body,
      Map<String, Object> properties,
      @Nullable String correlationId) {
    this(destination, key, body, properties, correlationId, null);
  }
}
