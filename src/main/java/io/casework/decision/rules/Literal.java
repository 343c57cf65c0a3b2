package io.casework.decision.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.core.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The value beside an operator, read as what the operator and the fact need.
 *
 * @param pointer where it stands in the request
 * @param fact what kind of fact it is compared with
 */
record Literal(String pointer, FactType fact, JsonNode json) {

  private static final BigDecimal MOST = new BigDecimal("1e18");
  private static final int MOST_DECIMALS = 12;
  private static final int MOST_CHARACTERS = 200;
  private static final int MOST_ENTRIES = 1000;
  private static final int MOST_ZEROS = 30;
  private static final int ENTRIES_IN_WORDS = 6;

  Decimal number() {
    if (!json.isNumber()) {
      throw refused("must be a number");
    }
    var value = json.decimalValue();
    if (value.abs().compareTo(MOST) > 0
        || value.scale() > MOST_DECIMALS
        || value.scale() < -MOST_ZEROS) {
      throw refused("must be within ±1e18 and have at most " + MOST_DECIMALS + " decimals");
    }
    return new Decimal(value);
  }

  String text() {
    if (!json.isTextual() || json.textValue().isEmpty()) {
      throw refused("must be a text that is not empty");
    }
    if (json.textValue().length() > MOST_CHARACTERS) {
      throw refused("must not be longer than " + MOST_CHARACTERS + " characters");
    }
    return json.textValue();
  }

  boolean flag() {
    if (!json.isBoolean()) {
      throw refused("must be true or false");
    }
    return json.booleanValue();
  }

  /** For operators that are complete without a value. */
  boolean flagOrTrue() {
    return json.isMissingNode() || flag();
  }

  void nothing() {
    if (!json.isMissingNode()) {
      throw refused("must be left out: the operator takes no value");
    }
  }

  /** A value of the fact's own kind: a {@link Decimal}, a string or a boolean. */
  Object scalar() {
    return switch (fact) {
      case NUMBER -> number();
      case TEXT -> text();
      case FLAG -> flag();
      case ANY -> {
        if (json.isNumber()) {
          yield number();
        }
        if (json.isBoolean()) {
          yield flag();
        }
        if (json.isTextual()) {
          yield text();
        }
        throw refused("must be a number, a text, true or false");
      }
    };
  }

  List<Literal> entries() {
    if (!json.isArray() || json.isEmpty() || json.size() > MOST_ENTRIES) {
      throw refused("must be a list of 1 to " + MOST_ENTRIES + " entries");
    }
    var entries = new ArrayList<Literal>(json.size());
    for (var entry : json) {
      entries.add(new Literal(pointer + "/" + entries.size(), fact, entry));
    }
    return entries;
  }

  Refused refused(String rule) {
    return Refused.field(pointer, rule);
  }

  /** As traces and the API show it. */
  static Object shown(Object value) {
    return value instanceof Decimal decimal ? decimal.number() : value;
  }

  static String words(Object value) {
    if (value instanceof Decimal decimal && decimal.number() instanceof BigDecimal number) {
      return String.format(Locale.ROOT, "%,." + Math.max(0, number.scale()) + "f", number);
    }
    return shown(value).toString();
  }

  static String words(List<Object> values) {
    var first = values.stream().limit(ENTRIES_IN_WORDS).map(Literal::words).toList();
    var rest = values.size() - first.size();
    return String.join(", ", first) + (rest == 0 ? "" : " and %,d more".formatted(rest));
  }
}
