package io.casework.workflow;

import io.casework.core.Priority;
import java.time.Duration;

/** What the table {@code sla-policy} decided. */
record SlaDecision(Priority priority, Duration allowed, double remindShare) {

  static SlaDecision of(DecisionRow row) {
    return new SlaDecision(
        Priority.valueOf(row.text("priority")),
        Duration.ofSeconds(Math.round(row.number("dueHours") * 3600)),
        row.number("remindShare"));
  }
}
