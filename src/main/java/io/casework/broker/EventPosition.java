package io.casework.broker;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in a partition a reader begins, as its selector says. */
record EventPosition(Kind kind, long value, boolean inclusive) {

  enum Kind {
    LATEST,
    SEQUENCE,
    TIME
  }

  static final EventPosition EARLIEST = new EventPosition(Kind.SEQUENCE, -1, false);

  private static final Pattern SELECTOR =
      Pattern.compile("\\s*amqp\\.annotation\\.(x-opt-[a-z-]+)\\s*(>=?)\\s*'?([^']*)'?\\s*");

  static EventPosition parse(String selector) {
    Matcher matcher = SELECTOR.matcher(selector.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new Refusal(
          Conditions.INVALID_FIELD, "The position filter '" + selector + "' cannot be read.");
    }
    boolean inclusive = matcher.group(2).equals(">=");
    String value = matcher.group(3);
    if (value.equals("@latest")) {
      return new EventPosition(Kind.LATEST, 0, inclusive);
    }
    try {
      return switch (matcher.group(1)) {
        // an offset is the number of an event here, so both mean the same
        case "x-opt-offset", "x-opt-sequence-number" ->
            new EventPosition(Kind.SEQUENCE, Long.parseLong(value), inclusive);
        case "x-opt-enqueued-time" ->
            new EventPosition(Kind.TIME, Long.parseLong(value), inclusive);
        default ->
            throw new Refusal(
                Conditions.INVALID_FIELD, "Events have no position by '" + matcher.group(1) + "'.");
      };
    } catch (NumberFormatException e) {
      throw new Refusal(
          Conditions.INVALID_FIELD, "The position filter '" + selector + "' names no number.");
    }
  }
}
