package io.casework.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Values as people read them. */
final class Wording {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Wording() {}

  static String moment(Instant at) {
    return MOMENT.format(at);
  }

  static String moment(JsonNode at) {
    return at.isTextual() ? moment(Instant.parse(at.asText())) : "";
  }

  /** {@code confirm_fraud} as {@code confirm fraud}. */
  static String words(String name) {
    return name.replace('_', ' ');
  }

  /** A value in one line; what is withheld says so. */
  static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (value.has("before") && value.has("after") && value.size() == 2) {
      var before = text(value.path("before"));
      return (before.isEmpty() ? "" : before + " → ") + text(value.path("after"));
    }
    if (value.isObject()) {
      return value.has("withheld") ? "‹" + value.path("withheld").asText() + "›" : members(value);
    }
    if (value.isArray()) {
      List<String> parts = new ArrayList<>();
      value.forEach(part -> parts.add(text(part)));
      return String.join(", ", parts);
    }
    return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
  }

  private static String members(JsonNode object) {
    List<String> parts = new ArrayList<>();
    object
        .properties()
        .forEach(
            member -> {
              var text = text(member.getValue());
              if (!text.isEmpty()) {
                parts.add(words(member.getKey()) + " " + text);
              }
            });
    return String.join(" · ", parts);
  }
}
