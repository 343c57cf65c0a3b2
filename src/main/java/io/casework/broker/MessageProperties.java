package io.casework.broker;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of a message as filters name them. */
record MessageProperties(MessageContent message) {

  /** Names are compared without regard to case, but an exact match goes first. */
  @Nullable Object user(String name) {
    Map<String, Object> properties = message.applicationProperties();
    if (properties.containsKey(name)) {
      return properties.get(name);
    }
    for (Map.Entry<String, Object> property : properties.entrySet()) {
      if (property.getKey().equalsIgnoreCase(name)) {
        return property.getValue();
      }
    }
    return null;
  }

  @Nullable Object system(String name) {
    var properties = message.properties();
    return switch (name.toLowerCase(Locale.ROOT).replace("-", "")) {
      case "messageid" -> message.messageId();
      case "correlationid" -> text(properties.getCorrelationId());
      case "label", "subject" -> properties.getSubject();
      case "to" -> properties.getTo();
      case "replyto" -> properties.getReplyTo();
      case "sessionid" -> properties.getGroupId();
      case "replytosessionid" -> properties.getReplyToGroupId();
      case "contenttype" -> text(properties.getContentType());
      case "partitionkey" -> message.partitionKey();
      default -> null;
    };
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
