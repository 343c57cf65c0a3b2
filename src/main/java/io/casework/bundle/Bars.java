package io.casework.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What raised and what lowered the score, as bars to either side of a line. */
final class Bars {

  private static final int MOST = 10;

  private Bars() {}

  static List<Map<String, Object>> of(JsonNode explanation) {
    List<JsonNode> parts = new ArrayList<>();
    explanation.forEach(parts::add);
    var largest = parts.stream().mapToDouble(Bars::size).max().orElse(0);
    return parts.stream()
        .sorted(Comparator.comparingDouble(Bars::size).reversed())
        .limit(MOST)
        .map(part -> bar(part, largest))
        .toList();
  }

  private static Map<String, Object> bar(JsonNode part, double largest) {
    var contribution = part.path("contribution").asDouble();
    var percent = largest == 0 ? 0 : Math.round(48 * Math.abs(contribution) / largest);
    return Map.of(
        "feature",
        Wording.words(Wording.text(part.path("feature"))),
        "value",
        Wording.text(part.path("value")),
        "contribution",
        String.format(Locale.ROOT, "%+.3f", contribution),
        "raises",
        contribution > 0,
        "width",
        percent,
        "left",
        contribution > 0 ? 50 : 50 - percent);
  }

  private static double size(JsonNode part) {
    return Math.abs(part.path("contribution").asDouble());
  }
}
