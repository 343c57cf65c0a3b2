package io.casework.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.casework.core.Refused;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Bytes to a signal, strictest first: UTF-8, JSON, fields, meaning; nothing is guessed. */
@Component
class SignalReader {

  private static final int MAX_METADATA = 50;
  private static final Set<String> FIELDS =
      Set.of("event_id", "event_type", "source_system", "customer_id", "metadata");
  private static final Pattern IDENTIFIER = Pattern.compile("[^\\p{Cntrl}]{1,128}");
  private static final Pattern EVENT_TYPE = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final JsonMapper json =
      JsonMapper.builder()
          .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, true)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  SignalReader() {
    json.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(8)
                .maxNumberLength(64)
                .maxNameLength(256)
                .build());
  }

  /** Reads a body, or refuses it with field and rule. */
  Signal read(byte[] body) {
    var tree = parse(body);
    tree.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw Refused.field("/" + pointer(name), "is not a field of a signal");
              }
            });
    var metadata = metadata(tree);
    var type = text(tree, "", "event_type", EVENT_TYPE, "a snake-case name of 1 to 64 characters");
    return new Signal(
        identifier(tree, "event_id"),
        type,
        identifier(tree, "source_system"),
        identifier(tree, "customer_id"),
        score(metadata, type.equals(Signal.FRAUD)),
        amount(metadata.path("amount")),
        metadata.has("currency")
            ? text(metadata, "/metadata", "currency", CURRENCY, "a code of three capital letters")
            : Signal.NO_CURRENCY);
  }

  private JsonNode parse(byte[] body) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      var tree = json.readTree(text);
      if (!tree.isObject()) {
        throw Refused.field("body", "must be one JSON object");
      }
      return tree;
    } catch (CharacterCodingException e) {
      throw Refused.field("body", "must be UTF-8");
    } catch (JsonProcessingException | NumberFormatException | ArithmeticException e) {
      throw Refused.field("body", "must be strict JSON: " + rule(String.valueOf(e.getMessage())));
    }
  }

  // Jackson's own message quotes the text; the name of the rule is all that may leave.
  private static String rule(String message) {
    if (message.contains("Duplicate")) {
      return "no field may stand twice";
    }
    return message.contains("Trailing token") ? "nothing may follow the object" : "syntax or limit";
  }

  private static JsonNode metadata(JsonNode tree) {
    var metadata = tree.path("metadata");
    if (metadata.isMissingNode()) {
      return MissingNode.getInstance();
    }
    if (!metadata.isObject() || metadata.size() > MAX_METADATA) {
      throw Refused.field("/metadata", "must be an object of at most 50 entries");
    }
    metadata
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isValueNode()) {
                throw Refused.field(
                    "/metadata/" + pointer(entry.getKey()), "must be text, number or boolean");
              }
            });
    return metadata;
  }

  private static String identifier(JsonNode tree, String field) {
    return text(tree, "", field, IDENTIFIER, "text of 1 to 128 characters, no control characters");
  }

  private static String text(
      JsonNode tree, String parent, String field, Pattern pattern, String rule) {
    var value = tree.path(field);
    var pointer = parent + "/" + field;
    if (value.isMissingNode()) {
      throw Refused.field(pointer, "is required");
    }
    if (!value.isTextual() || !pattern.matcher(value.textValue()).matches()) {
      throw Refused.field(pointer, "must be " + rule);
    }
    return value.textValue();
  }

  private static @Nullable Double score(JsonNode metadata, boolean required) {
    var score = metadata.path("risk_score");
    if (score.isMissingNode()) {
      if (required) {
        throw Refused.field("/metadata/risk_score", "is required");
      }
      return null;
    }
    if (!score.isNumber()
        || score.decimalValue().signum() < 0
        || score.decimalValue().compareTo(HUNDRED) > 0
        || Math.abs((long) score.decimalValue().scale()) > 30) {
      throw Refused.field("/metadata/risk_score", "must be a number from 0 to 100");
    }
    return score.decimalValue().movePointLeft(2).doubleValue();
  }

  private static BigDecimal amount(JsonNode amount) {
    if (amount.isMissingNode()) {
      return BigDecimal.ZERO;
    }
    // Scale before arithmetic: 1e1000000 costs memory once it is spelt out.
    if (!amount.isNumber()
        || amount.decimalValue().signum() < 0
        || Math.abs((long) amount.decimalValue().scale()) > 30
        || amount.decimalValue().stripTrailingZeros().scale() > 4
        || amount.decimalValue().precision() - amount.decimalValue().scale() > 15) {
      throw Refused.field(
          "/metadata/amount",
          "must be a number from 0, with at most 15 digits before and 4 after the point");
    }
    return amount.decimalValue();
  }

  private static String pointer(String name) {
    var escaped = name.replace("~", "~0").replace("/", "~1").replaceAll("\\p{Cntrl}", "?");
    return escaped.substring(0, Math.min(escaped.length(), 64));
  }
}
