package io.casework.alerts;

import io.casework.core.Refused;
import io.casework.wire.Page;
import io.casework.wire.Paging;
import io.casework.wire.Requests;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alerts over HTTP: seen, acknowledged, assigned, resolved. */
@RestController
class AlertController {

  private final Requests<Change> changes = new Requests<>("alert-change", Change.class);
  private final AlertDesk alerts;

  AlertController(AlertDesk alerts) {
    this.alerts = alerts;
  }

  @GetMapping({"/api/v1/alerts", "/api/v1/alerts/"})
  Page<Alert> list(
      @RequestParam(required = false) @Nullable String severity,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size) {
    return alerts.page(
        severity == null ? null : severity(severity),
        status == null ? null : AlertStatus.of(status),
        new Paging(page, size));
  }

  @GetMapping("/api/v1/alerts/{id}")
  ResponseEntity<Alert> get(@PathVariable String id) {
    return answer(alerts.find(id).orElseThrow(() -> Refused.missing("alert")));
  }

  @PatchMapping("/api/v1/alerts/{id}")
  ResponseEntity<Alert> change(
      @PathVariable String id,
      HttpServletRequest request,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who)
      throws IOException {
    var change = changes.read(request);
    if (change.status == null && change.assignee == null && change.note == null) {
      throw Refused.field("status", "give at least one of status, assignee, note");
    }
    return answer(
        alerts.change(
            id,
            change.status == null ? null : AlertStatus.of(change.status),
            change.assignee,
            change.note,
            version(ifMatch),
            who.getName()));
  }

  private static ResponseEntity<Alert> answer(Alert alert) {
    return ResponseEntity.ok().eTag(String.valueOf(alert.version())).body(alert);
  }

  private static Severity severity(String name) {
    return Severity.of(name)
        .orElseThrow(() -> Refused.field("severity", "must be one of critical, high, medium, low"));
  }

  private static @Nullable Integer version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.equals("*")) {
      return null;
    }
    try {
      return Integer.valueOf(ifMatch.replaceFirst("^W/", "").replace("\"", ""));
    } catch (NumberFormatException e) {
      throw Refused.field("If-Match", "must be the ETag of the alert");
    }
  }

  record Change(@Nullable String status, @Nullable String assignee, @Nullable String note) {}
}
