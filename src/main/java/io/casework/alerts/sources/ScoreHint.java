package io.casework.alerts.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.alerts.Severity;
import java.math.BigDecimal;

/** What transaction monitoring thinks of a high score, where it does not say so itself. */
final class ScoreHint {

  private ScoreHint() {}

  /** Hints high from a score on, unless the payload has a hint of its own, be it an empty one. */
  static void add(ObjectNode payload, BigDecimal from) {
    if (!payload.has("severity_hint")
        && payload.path("risk_score").isNumber()
        && payload.path("risk_score").decimalValue().compareTo(from) >= 0) {
      payload.put("severity_hint", Severity.HIGH.lower());
    }
  }
}
