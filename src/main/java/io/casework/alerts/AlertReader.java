package io.casework.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.casework.core.Refused;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads alerts of every source into one shape.
 *
 * <p>Known fields: {@code message_id}, {@code txn_id} or {@code external_id}; {@code vendor},
 * {@code subject}, {@code body}; {@code customer_id}, {@code amount}, {@code currency}, {@code
 * country}, {@code txn_type}, {@code risk_score} (0 to 100); {@code severity_hint}; {@code
 * created_at} (RFC 3339), which alone is required. Others are kept in the payload. Numbers may come
 * as text.
 */
public final class AlertReader {

  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
  private static final int MAX_NAME = 200;
  private static final int MAX_TEXT = 65_536;
  private static final int MAX_DIGITS = 40;

  private AlertReader() {}

  /**
   * Checks what a source said.
   *
   * @throws Refused with the JSON pointer and the rule
   */
  public static IncomingAlert read(String source, ObjectNode payload) {
    return new IncomingAlert(
        source,
        externalId(payload).orElse(null),
        createdAt(payload),
        text(payload, "severity_hint", MAX_NAME).flatMap(Severity::of).orElse(null),
        number(payload, "risk_score").map(AlertReader::score).orElse(null),
        text(payload, "country", MAX_NAME)
            .map(country -> code(country, COUNTRY, "/country", "two letters, ISO 3166"))
            .orElse(null),
        text(payload, "customer_id", MAX_NAME).orElse(null),
        text(payload, "subject", MAX_TEXT).orElse(null),
        text(payload, "body", MAX_TEXT).orElse(null),
        number(payload, "amount").orElse(null),
        text(payload, "currency", MAX_NAME)
            .map(currency -> code(currency, CURRENCY, "/currency", "three letters, ISO 4217"))
            .orElse(null),
        payload);
  }

  private static Optional<String> externalId(ObjectNode payload) {
    return text(payload, "message_id", MAX_NAME)
        .or(() -> text(payload, "external_id", MAX_NAME))
        .or(() -> text(payload, "txn_id", MAX_NAME));
  }

  private static Instant createdAt(ObjectNode payload) {
    var text =
        text(payload, "created_at", MAX_NAME)
            .orElseThrow(() -> Refused.field("/created_at", "is required"));
    try {
      var at = OffsetDateTime.parse(text).toInstant();
      if (at.isBefore(EARLIEST) || !at.isBefore(LATEST)) {
        throw Refused.field("/created_at", "must lie between the years 2000 and 2100");
      }
      return at;
    } catch (DateTimeException e) {
      throw Refused.field("/created_at", "must be a time such as 2026-01-31T12:00:00Z");
    }
  }

  private static BigDecimal score(BigDecimal score) {
    if (score.signum() < 0 || score.compareTo(HUNDRED) > 0) {
      throw Refused.field("/risk_score", "must lie between 0 and 100");
    }
    return score;
  }

  private static String code(String value, Pattern pattern, String field, String rule) {
    var upper = value.toUpperCase(Locale.ROOT);
    if (!pattern.matcher(upper).matches()) {
      throw Refused.field(field, "must be " + rule);
    }
    return upper;
  }

  /** Empty for a field that is missing, null or blank. */
  private static Optional<String> text(ObjectNode payload, String field, int most) {
    var value = value(payload, field);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw Refused.field("/" + field, "must be text");
    }
    if (value.textValue().length() > most) {
      throw Refused.field("/" + field, "must have at most " + most + " characters");
    }
    return Optional.of(value.textValue().strip());
  }

  private static Optional<BigDecimal> number(ObjectNode payload, String field) {
    var value = value(payload, field);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value.isNumber() || value.isTextual()) || value.asText().length() > MAX_DIGITS) {
      throw Refused.field("/" + field, "must be a number");
    }
    try {
      var number = new BigDecimal(value.asText().strip());
      if (Math.abs(number.scale()) > MAX_DIGITS || number.precision() > MAX_DIGITS) {
        throw Refused.field("/" + field, "must be a number of at most 40 digits");
      }
      return Optional.of(number);
    } catch (NumberFormatException e) {
      throw Refused.field("/" + field, "must be a number");
    }
  }

  private static @Nullable JsonNode value(ObjectNode payload, String field) {
    var value = payload.get(field);
    return value == null
            || value.isNull()
            || value instanceof TextNode text && text.textValue().isBlank()
        ? null
        : value;
  }
}
