package io.casework.wire;

import static io.casework.wire.Malformed.Kind.ENCODING;
import static io.casework.wire.Malformed.Kind.MEANING;
import static io.casework.wire.Malformed.Kind.SHAPE;
import static io.casework.wire.Malformed.Kind.TOO_LARGE;

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
import com.networknt.schema.regex.RegularExpression;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Reads bodies of one kind, strictest first: size, UTF-8, JSON, schema.
 *
 * <p>JSON libraries let dangerous values through by default: the last of two ids, {@code 1e999} as
 * infinity, text after the end. Here each of them is refused.
 */
public final class StrictJson {

  private static final int MAX_DEPTH = 32;

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
  private final int maxBytes;
  private final JsonSchema schema;

  /**
   * @param schema resource on the class path, JSON Schema 2020-12
   * @param maxBytes the largest body
   */
  public StrictJson(String schema, int maxBytes) {
    this.maxBytes = maxBytes;
    json.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(64 * 1024)
                .maxNumberLength(64)
                .maxNameLength(1024)
                .maxDocumentLength(maxBytes)
                .build());
    this.schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                StrictJson.class.getResourceAsStream(schema),
                InputFormat.JSON,
                SchemaValidatorsConfig.builder()
                    .formatAssertionsEnabled(true)
                    .regularExpressionFactory(StrictJson::wholly)
                    .build());
  }

  // Java's $ lets a line end pass behind it; that of JSON Schema does not.
  private static RegularExpression wholly(String pattern) {
    var compiled = Pattern.compile(pattern.replaceFirst("\\$$", "\\\\z"));
    return value -> compiled.matcher(value).find();
  }

  /** Bytes to one JSON object; what it means is not looked at yet. */
  public JsonNode parse(byte[] body) {
    var tree = parseAny(body);
    if (!tree.isObject()) {
      throw new Malformed(SHAPE, "", "the body must be one JSON object");
    }
    return tree;
  }

  /** Bytes to one JSON value of whatever kind. */
  public JsonNode parseAny(byte[] body) {
    if (body.length > maxBytes) {
      throw new Malformed(TOO_LARGE, "", "the body must not be larger than " + maxBytes + " bytes");
    }
    return parse(decode(body));
  }

  /** Holds a parsed object against the schema. */
  public void check(JsonNode tree) {
    Values.checkNumbers(tree, "");
    checkSchema(tree);
    Values.checkText(tree, "");
  }

  /** A checked object as a record. */
  public <T> T bind(JsonNode tree, Class<T> type) {
    try {
      return json.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new Malformed(MEANING, pathOf(e), "cannot be read as what the schema says it is");
    }
  }

  /** The body as text; it must be UTF-8 without a byte order mark. */
  public static String decode(byte[] body) {
    try {
      var text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body))
              .toString();
      if (text.startsWith("\uFEFF")) {
        throw new Malformed(ENCODING, "", "the body must not begin with a byte order mark");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new Malformed(ENCODING, "", "the body must be UTF-8");
    }
  }

  private JsonNode parse(String text) {
    try {
      return json.readTree(text);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new Malformed(SHAPE, "", "not strict JSON: a number has too many digits");
    } catch (JsonProcessingException e) {
      throw new Malformed(SHAPE, "", "not strict JSON%s: %s".formatted(place(e), kind(e)));
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

  private void checkSchema(JsonNode tree) {
    schema.validate(tree).stream()
        .min(Comparator.comparing(StrictJson::pointer))
        .ifPresent(
            first -> {
              throw new Malformed(SHAPE, pointer(first), rule(first));
            });
  }

  private static String pointer(ValidationMessage message) {
    var path = message.getInstanceLocation().toString();
    var pointer = path.startsWith("$") ? dotted(path) : path;
    return message.getProperty() == null
        ? pointer
        : pointer + JsonPointer.SEPARATOR + Values.escape(message.getProperty());
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
                            : Values.escape(step.getFieldName())));
    return pointer.toString();
  }
}
