package io.casework.decision.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.core.Refused;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What leads send, to the content of a rule; refuses by JSON pointer. */
@Component
final class RuleReader {

  private static final Set<String> WRITABLE =
      Set.of(
          "name", "description", "condition", "weight", "flag", "hard_block", "review", "active");
  private static final Set<String> OURS =
      Set.of("version", "words", "created_by", "created_at", "updated_by", "updated_at");
  private static final Pattern FLAG = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
  private static final int LONGEST_NAME = 120;
  private static final int LONGEST_DESCRIPTION = 1000;
  private static final int LONGEST_CONDITION = 65_536;
  private static final int WEIGHT_DECIMALS = 4;

  private final ConditionReader conditions;

  RuleReader(ConditionReader conditions) {
    this.conditions = conditions;
  }

  /** A whole rule; what may be left out and is, takes its default. */
  RuleContent whole(JsonNode body) {
    var rule = members(body);
    return new RuleContent(
        name(rule.path("name")),
        description(rule.path("description")),
        condition(rule.path("condition")),
        weight(rule.path("weight")),
        flag(rule.path("flag")),
        truth(rule, "hard_block", false),
        truth(rule, "review", false),
        truth(rule, "active", true));
  }

  /** A rule in which what is sent replaces what was; {@code null} takes the flag away. */
  RuleContent patched(RuleContent before, JsonNode body) {
    var rule = members(body);
    return new RuleContent(
        rule.has("name") ? name(rule.get("name")) : before.name(),
        rule.has("description") ? description(rule.get("description")) : before.description(),
        rule.has("condition") ? condition(rule.get("condition")) : before.condition(),
        rule.has("weight") ? weight(rule.get("weight")) : before.weight(),
        rule.has("flag") ? flag(rule.get("flag")) : before.flag(),
        truth(rule, "hard_block", before.hardBlock()),
        truth(rule, "review", before.review()),
        truth(rule, "active", before.active()));
  }

  private static JsonNode members(JsonNode body) {
    if (!body.isObject()) {
      throw Refused.field("body", "must be a JSON object");
    }
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (OURS.contains(name)) {
                throw Refused.field("/" + name, "is set by the server and must be left out");
              }
              if (!WRITABLE.contains(name)) {
                throw Refused.field(
                    "/" + ConditionReader.escaped(name), "is not a member of a rule");
              }
            });
    return body;
  }

  private static String name(JsonNode json) {
    var name = text(json, "/name", LONGEST_NAME).strip();
    if (name.isEmpty()) {
      throw Refused.field("/name", "must have 1 to " + LONGEST_NAME + " characters");
    }
    return name;
  }

  private static String description(JsonNode json) {
    return json.isMissingNode() ? "" : text(json, "/description", LONGEST_DESCRIPTION);
  }

  private static String text(JsonNode json, String pointer, int longest) {
    if (!json.isTextual()) {
      throw Refused.field(pointer, json.isMissingNode() ? "is required" : "must be a text");
    }
    if (json.textValue().length() > longest) {
      throw Refused.field(pointer, "must not be longer than " + longest + " characters");
    }
    if (json.textValue().indexOf('\0') >= 0) {
      throw Refused.field(pointer, "must not contain a null character");
    }
    return json.textValue();
  }

  private JsonNode condition(JsonNode json) {
    if (json.isMissingNode()) {
      throw Refused.field("/condition", "is required");
    }
    conditions.read(json, "/condition", new HashMap<>());
    if (RuleJson.write(json).length() > LONGEST_CONDITION) {
      throw Refused.field(
          "/condition", "must not be longer than " + LONGEST_CONDITION + " characters");
    }
    return json;
  }

  private static BigDecimal weight(JsonNode json) {
    if (!json.isNumber()) {
      throw Refused.field("/weight", json.isMissingNode() ? "is required" : "must be a number");
    }
    var weight = json.decimalValue();
    if (weight.signum() < 0 || weight.compareTo(BigDecimal.ONE) > 0) {
      throw Refused.field("/weight", "must be from 0 to 1");
    }
    if (weight.stripTrailingZeros().scale() > WEIGHT_DECIMALS) {
      throw Refused.field("/weight", "must have at most " + WEIGHT_DECIMALS + " decimals");
    }
    return weight;
  }

  private static @Nullable String flag(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return null;
    }
    if (!json.isTextual() || !FLAG.matcher(json.textValue()).matches()) {
      throw Refused.field(
          "/flag", "must be capital letters, digits and _, at most 64, a letter first");
    }
    return json.textValue();
  }

  private static boolean truth(JsonNode rule, String name, boolean otherwise) {
    var json = rule.path(name);
    if (json.isMissingNode()) {
      return otherwise;
    }
    if (!json.isBoolean()) {
      throw Refused.field("/" + name, "must be true or false");
    }
    return json.booleanValue();
  }
}
