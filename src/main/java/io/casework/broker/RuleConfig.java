package io.casework.broker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads one rule of a subscription. */
final class RuleConfig {

  private RuleConfig() {}

  static Rule read(String subscription, JsonNode node) {
    String name = node.path("Name").asText("");
    String rule = "rule \"" + name + "\" of " + subscription;
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a rule of " + subscription + " has no name");
    }
    JsonNode properties = node.path("Properties");
    if (!properties.path("Action").path("SqlExpression").asText("").isEmpty()) {
      throw new IllegalArgumentException(
          "Action of " + rule + " is not supported; the broker does not change messages");
    }
    try {
      return new Rule(name, filter(properties), Instant.EPOCH);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the filter of " + rule + " is wrong: " + e.getMessage(), e);
    }
  }

  private static RuleFilter filter(JsonNode properties) {
    String type = properties.path("FilterType").asText("").toLowerCase(Locale.ROOT);
    return switch (type) {
      case "sql" -> new SqlFilter(properties.path("SqlFilter").path("SqlExpression").asText(""));
      case "correlation" -> correlation(properties.path("CorrelationFilter"));
      case "", "true" -> new SqlFilter("1=1");
      case "false" -> new SqlFilter("1=0");
      default -> throw new IllegalArgumentException("FilterType \"" + type + "\" is unknown");
    };
  }

  private static CorrelationFilter correlation(JsonNode node) {
    Map<String, String> system = new HashMap<>();
    Map<String, Object> user = new HashMap<>();
    node.properties()
        .forEach(
            property -> {
              if (property.getKey().equals("Properties")) {
                property
                    .getValue()
                    .properties()
                    .forEach(p -> user.put(p.getKey(), value(p.getValue())));
              } else {
                system.put(CorrelationFilter.key(property.getKey()), property.getValue().asText());
              }
            });
    return new CorrelationFilter(system, user);
  }

  private static Object value(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNumber() ? node.numberValue() : node.asText();
  }
}
