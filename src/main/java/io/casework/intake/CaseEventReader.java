package io.casework.intake;

import static io.casework.intake.Refusal.Reason.ENCODING;
import static io.casework.intake.Refusal.Reason.SCHEMA_INVALID;
import static io.casework.intake.Refusal.Reason.SEMANTIC;
import static io.casework.intake.Refusal.Reason.TOO_LARGE;
import static io.casework.intake.Refusal.Reason.UNSUPPORTED_VERSION;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.casework.core.ScoredEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Bytes to a scored event, strictest first: size, UTF-8, JSON, schema, meaning.
 *
 * <p>JSON libraries let dangerous values through by default: the last of two ids, {@code 1e999} as
 * infinity, text after the end. Here each of them is refused.
 */
@Component
class CaseEventReader {

  static final int MAX_BYTES = 256 * 1024;

  private static final int MAX_DEPTH = 32;
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Pattern IP = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  private final JsonMapper json =
      JsonMapper.builder()
          .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, true)
          .configure(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS, false)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new JavaTimeModule())
          .build();
  private final JsonSchema schema;
  private final Clock clock;

  CaseEventReader(Clock clock) {
    this.clock = clock;
    json.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(64 * 1024)
                .maxNumberLength(64)
                .maxNameLength(1024)
                .maxDocumentLength(MAX_BYTES)
                .build());
    this.schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                CaseEventReader.class.getResourceAsStream("/schema/case-event.v1.schema.json"),
                InputFormat.JSON,
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  /** Reads a body, or refuses it with the reason. */
  ScoredEvent read(byte[] body) {
    if (body.length > MAX_BYTES) {
      throw new Refusal(TOO_LARGE, "", "the body must not be larger than " + MAX_BYTES + " bytes");
    }
    var tree = parse(decode(body));
    checkVersion(tree);
    checkNumbers(tree);
    checkSchema(tree);
    var event = bind(tree);
    checkMeaning(event, tree);
    return event;
  }

  static String decode(byte[] body) {
    try {
      var text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body))
              .toString();
      if (text.startsWith("\uFEFF")) {
        throw new Refusal(ENCODING, "", "the body must not begin with a byte order mark");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new Refusal(ENCODING, "", "the body must be UTF-8");
    }
  }

  private JsonNode parse(String text) {
    try {
      var tree = json.readTree(text);
      if (!tree.isObject()) {
        throw new Refusal(SCHEMA_INVALID, "", "the body must be one JSON object");
      }
      return tree;
    } catch (NumberFormatException | ArithmeticException e) {
      throw new Refusal(SCHEMA_INVALID, "", "not strict JSON: a number has too many digits");
    } catch (JsonProcessingException e) {
      throw new Refusal(SCHEMA_INVALID, "", "not strict JSON%s: %s".formatted(place(e), kind(e)));
    }
  }

  private static String place(JsonProcessingException e) {
    var place = e.getLocation();
    return place == null
        ? ""
        : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
  }

  // Jackson's own message quotes the text; the name of the rule is all that may leave.
  private static String kind(JsonProcessingException e) {
    var message = String.valueOf(e.getOriginalMessage());
    if (message.contains("Duplicate")) {
      return "no field may stand twice";
    }
    if (message.contains("Trailing token")) {
      return "nothing may follow the object";
    }
    return message.contains("exceeds the maximum") || message.contains("maximum allowed")
        ? "a limit of depth or length is exceeded"
        : "syntax error";
  }

  private static void checkVersion(JsonNode tree) {
    var version = tree.path("schema_version");
    if (version.isTextual()
        && version.textValue().matches("[0-9]{1,3}\\.[0-9]{1,3}")
        && !version.textValue().startsWith("1.")) {
      throw new Refusal(
          UNSUPPORTED_VERSION, "/schema_version", "only major version 1 is understood");
    }
  }

  // Before the schema, which would compute with them: 1e1000000 costs memory once it is spelt out.
  private static void checkNumbers(JsonNode tree) {
    checkNumbers(tree, "");
  }

  private static void checkNumbers(JsonNode node, String pointer) {
    if (node.isBigDecimal() || node.isBigInteger() || node.isDouble()) {
      var value = node.decimalValue();
      if (Math.abs((long) value.scale()) > 400 || value.precision() > 60) {
        throw new Refusal(SCHEMA_INVALID, pointer, "the number has too many digits");
      }
    }
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  checkNumbers(
                      field.getValue(), pointer + JsonPointer.SEPARATOR + escape(field.getKey())));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      checkNumbers(node.get(i), pointer + JsonPointer.SEPARATOR + i);
    }
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private void checkSchema(JsonNode tree) {
    schema.validate(tree).stream()
        .min(Comparator.comparing(CaseEventReader::pointer))
        .ifPresent(
            first -> {
              throw new Refusal(SCHEMA_INVALID, pointer(first), rule(first));
            });
  }

  private static String pointer(ValidationMessage message) {
    var path = message.getInstanceLocation().toString();
    var pointer = path.startsWith("$") ? dotted(path) : path;
    return message.getProperty() == null
        ? pointer
        : pointer + JsonPointer.SEPARATOR + escape(message.getProperty());
  }

  private static String dotted(String path) {
    return path.substring(1)
        .replaceAll("\\[(\\d+)]", "/$1")
        .replaceAll("\\['?([^\\]']*)'?]", "/$1")
        .replace('.', '/');
  }

  // The keyword and its limit from the schema; the value stays here.
  private static String rule(ValidationMessage message) {
    var limit = message.getSchemaNode();
    return switch (message.getType()) {
      case "required" -> "is required";
      case "type" -> "must be of type " + limit.toString().replace("\"", "");
      case "enum" -> "must be one of " + limit.toString().replace("\"", "");
      case "pattern" -> "must match " + limit.asText();
      case "format" -> "must be a " + limit.asText();
      default ->
          limit.isValueNode()
              ? "%s %s".formatted(message.getType(), limit.asText())
              : message.getType();
    };
  }

  private ScoredEvent bind(JsonNode tree) {
    try {
      return json.treeToValue(tree, ScoredEvent.class);
    } catch (JsonProcessingException e) {
      throw new Refusal(SEMANTIC, pathOf(e), "cannot be read as what the schema says it is");
    }
  }

  private static String pathOf(JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping)) {
      return "";
    }
    var pointer = new StringBuilder();
    mapping
        .getPath()
        .forEach(
            step ->
                pointer
                    .append(JsonPointer.SEPARATOR)
                    .append(
                        step.getFieldName() == null
                            ? String.valueOf(step.getIndex())
                            : escape(step.getFieldName())));
    return pointer.toString();
  }

  private void checkMeaning(ScoredEvent event, JsonNode tree) {
    var latest = clock.instant().plus(Duration.ofDays(1));
    if (event.timestamp().isBefore(EARLIEST) || event.timestamp().isAfter(latest)) {
      throw new Refusal(
          SEMANTIC, "/timestamp", "must lie between 2000-01-01 and one day ahead of receipt");
    }
    var amount = event.transaction().amount().stripTrailingZeros();
    if (amount.scale() > 4 || amount.precision() - amount.scale() > 15) {
      throw new Refusal(
          SEMANTIC,
          "/transaction/amount",
          "must have at most 15 digits before and 4 after the point");
    }
    var ip = event.transaction().ip();
    if (ip != null && !(IP.matcher(ip).matches() && isAddress(ip))) {
      throw new Refusal(SEMANTIC, "/transaction/ip", "must be an IPv4 or IPv6 literal");
    }
    var sla = event.sla();
    if (sla != null
        && sla.dueAt() != null
        && (sla.dueAt().isBefore(EARLIEST)
            || sla.dueAt().isAfter(latest.plus(Duration.ofDays(3650))))) {
      throw new Refusal(SEMANTIC, "/sla/due_at", "must lie between 2000-01-01 and ten years ahead");
    }
    checkText(tree, "");
  }

  // PostgreSQL refuses NUL in text: accepted here, the message would come back for ever.
  private static void checkText(JsonNode node, String pointer) {
    if (node.isTextual() && node.textValue().indexOf('\0') >= 0) {
      throw new Refusal(SEMANTIC, pointer, "must not contain the NUL character");
    }
    node.properties()
        .forEach(
            field ->
                checkText(
                    field.getValue(), pointer + JsonPointer.SEPARATOR + escape(field.getKey())));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      checkText(node.get(i), pointer + JsonPointer.SEPARATOR + i);
    }
  }

  private static boolean isAddress(String literal) {
    try {
      // Only digits, colons and points got here: nothing is looked up.
      return literal.contains(":")
          ? InetAddress.getByName(literal) != null
          : literal.matches("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
    } catch (IOException e) {
      return false;
    }
  }
}
