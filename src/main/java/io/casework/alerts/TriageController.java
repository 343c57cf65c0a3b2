package io.casework.alerts;

import io.casework.core.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Status;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How triage does, for operators and examiners. */
@RestController
class TriageController {

  private static final int RUNS = 200;

  private final TriageReport report;
  private final Runs runs;
  private final AlertTriageHealthIndicator indicator;

  TriageController(TriageReport report, Runs runs, AlertTriageHealthIndicator indicator) {
    this.report = report;
    this.indicator = indicator;
    this.runs = runs;
  }

  @GetMapping("/api/v1/alerts/report")
  TriageReport.Answer report(
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    return report.of(time("from", from), time("to", to));
  }

  /** For monitors: 500 when triage has stood still. */
  @GetMapping("/api/v1/alerts/health")
  ResponseEntity<Map<String, Object>> health() {
    var health = indicator.health();
    if (health.getStatus().equals(Status.UP)) {
      return ResponseEntity.ok(Map.of("status", "healthy"));
    }
    var reason = String.valueOf(health.getDetails().get("reason"));
    return ResponseEntity.internalServerError()
        .body(Map.of("status", "unhealthy", "reason", reason));
  }

  @GetMapping("/api/v1/alerts/runs")
  List<Runs.Run> runs() {
    return runs.latest(RUNS);
  }

  private static @Nullable Instant time(String name, @Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Refused.field(name, "must be a time such as 2026-01-31T12:00:00Z");
    }
  }
}
