package io.casework.deadletters;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that its reader cannot take.
 *
 * @param entity queue, or topic and subscription: {@code fraud-cases-topic/high-risk}
 * @param properties application properties, as they came
 * @param reason the dead-letter reason: {@code SCHEMA_INVALID}
 * @param pointer JSON pointer to the value; empty for the whole body
 * @param rule the rule that it breaks, never the value
 */
public record RefusedMessage(
    String entity,
    @Nullable String messageId,
    byte[] body,
    Map<String, Object> properties,
    String reason,
    String pointer,
    String rule) {

  /** Place and rule in one line, as the broker keeps it. */
  String description() {
    return (pointer.isEmpty() ? "/" : pointer) + ": " + rule;
  }
}
