package io.casework.broker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The properties of one entity; what they cannot mean is refused with their name. */
record ConfigNode(String entity, JsonNode properties) {

  private static final Duration FOREVER = Duration.ofDays(365L * 100);

  /** A duration so long that nobody sees its end counts as none. */
  @Nullable Duration duration(String name, @Nullable Duration usual) {
    String text = text(name);
    if (text == null) {
      return usual;
    }
    try {
      Duration duration = Duration.parse(text);
      if (duration.isZero() || duration.isNegative()) {
        throw refuse(name, text, "a duration above zero");
      }
      return duration.compareTo(FOREVER) > 0 ? null : duration;
    } catch (DateTimeParseException e) {
      throw refuse(name, text, "a duration such as PT1M or P7D");
    }
  }

  int number(String name, int usual, int least, int most) {
    String text = text(name);
    if (text == null) {
      return usual;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw refuse(name, text, "a number from " + least + " to " + most);
    }
    throw refuse(name, text, "a number from " + least + " to " + most);
  }

  boolean flag(String name) {
    String text = text(name);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true")) {
      return true;
    }
    throw refuse(name, text, "true or false");
  }

  @Nullable String text(String name) {
    String text = properties.path(name).asText("");
    return text.isEmpty() ? null : text;
  }

  private IllegalArgumentException refuse(String name, String value, String wanted) {
    return new IllegalArgumentException(
        name + " of " + entity + " is \"" + value + "\"; it must be " + wanted);
  }
}
