package io.casework.decision.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.core.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** JSON to compiled conditions; what does not fit is refused by its place in the request. */
@Component
final class ConditionReader {

  private static final int DEEPEST = 8;
  private static final int MOST_NODES = 100;

  private static final Map<String, String> GROUPS =
      Map.of("all", "all", "and", "all", "any", "any", "or", "any", "not", "not");
  private static final Set<String> PARTS_OF_A_COMPARISON =
      Set.of("field", "op", "operator", "value");

  private final Operators operators;

  ConditionReader(Operators operators) {
    this.operators = operators;
  }

  /**
   * Compiles a condition.
   *
   * @param pointer where it stands in the request
   * @param slots where a reading keeps each fact; new ones are added
   */
  Condition read(JsonNode json, String pointer, Map<String, Integer> slots) {
    return new Run(slots).condition(json, pointer, 1);
  }

  /** A stored condition in plain words. */
  String words(JsonNode json) {
    try {
      return read(json, "/condition", new HashMap<>()).words();
    } catch (Refused e) {
      return "written by a newer version of Casework";
    }
  }

  /** One condition: counts its nodes. */
  private final class Run {

    private final Map<String, Integer> slots;
    private int nodes;

    Run(Map<String, Integer> slots) {
      this.slots = slots;
    }

    Condition condition(JsonNode json, String pointer, int depth) {
      if (!json.isObject() || json.isEmpty()) {
        throw Refused.field(pointer, "must be a comparison, or one of all, any, not");
      }
      if (depth > DEEPEST) {
        throw Refused.field(pointer, "must not be nested deeper than " + DEEPEST);
      }
      if (++nodes > MOST_NODES) {
        throw Refused.field(pointer, "must not have more than " + MOST_NODES + " parts");
      }
      var first = json.fieldNames().next();
      var group = GROUPS.get(first);
      if (group == null) {
        return comparison(json, pointer);
      }
      if (json.size() > 1) {
        throw Refused.field(pointer, "must have no other member beside " + first);
      }
      var inner = pointer + "/" + first;
      return switch (group) {
        case "all" -> new Condition.All(parts(json.get(first), inner, depth));
        case "any" -> new Condition.Any(parts(json.get(first), inner, depth));
        default -> new Condition.Not(condition(json.get(first), inner, depth + 1));
      };
    }

    private List<Condition> parts(JsonNode json, String pointer, int depth) {
      if (!json.isArray() || json.isEmpty()) {
        throw Refused.field(pointer, "must be a list of at least one condition");
      }
      var parts = new ArrayList<Condition>(json.size());
      for (var part : json) {
        parts.add(condition(part, pointer + "/" + parts.size(), depth + 1));
      }
      return List.copyOf(parts);
    }

    private Condition comparison(JsonNode json, String pointer) {
      json.fieldNames()
          .forEachRemaining(
              name -> {
                if (!PARTS_OF_A_COMPARISON.contains(name)) {
                  throw Refused.field(
                      pointer + "/" + escaped(name), "is not a member of a condition");
                }
              });
      if (json.has("op") && json.has("operator")) {
        throw Refused.field(pointer + "/operator", "must not stand beside op");
      }
      var word = json.has("operator") ? "operator" : "op";
      var path = text(json, "field", pointer);
      var fact =
          FactCatalogue.find(path)
              .orElseThrow(
                  () -> Refused.field(pointer + "/field", "must be a fact of the catalogue"));
      var operator = operators.named(text(json, word, pointer), pointer + "/" + word);
      if (fact.type() != FactType.ANY && !operator.fits().contains(fact.type())) {
        throw Refused.field(
            pointer + "/" + word, operator.name() + " does not fit a " + fact.type());
      }
      var value = new Literal(pointer + "/value", fact.type(), json.path("value"));
      return new Condition.Comparison(path, slot(path), operator.name(), operator.read(value));
    }

    private int slot(String path) {
      slots.putIfAbsent(path, slots.size());
      return slots.get(path);
    }

    private static String text(JsonNode json, String member, String pointer) {
      var value = json.path(member);
      if (!value.isTextual()) {
        throw Refused.field(
            pointer + "/" + member, value.isMissingNode() ? "is required" : "must be a text");
      }
      return value.textValue();
    }
  }

  /** A member's name as part of a pointer, cut where it is too long to be meant. */
  static String escaped(String name) {
    return name.substring(0, Math.min(name.length(), 64)).replace("~", "~0").replace("/", "~1");
  }
}
