package io.casework.console;

import io.casework.alerts.Alert;
import io.casework.alerts.AlertChange;
import io.casework.alerts.AlertDesk;
import io.casework.alerts.AlertFilter;
import io.casework.alerts.AlertQueue;
import io.casework.alerts.AlertReason;
import io.casework.alerts.AlertStatus;
import io.casework.alerts.Severity;
import io.casework.core.Refused;
import io.casework.wire.Paging;
import io.casework.wire.Requests;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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

/** Alerts to look at and to change, over HTTP; the ETag of an alert is its version. */
@RestController
class AlertController {

  private static final String UNRESOLVED = "unresolved";
  private static final Map<String, AlertFilter.Order> ORDERS =
      Map.of(
          "urgency", AlertFilter.Order.URGENCY,
          "-raised_at", AlertFilter.Order.NEWEST,
          "raised_at", AlertFilter.Order.OLDEST);

  private final Requests<Change> changes = new Requests<>("alert-change", Change.class);
  private final AlertQueue queue;
  private final AlertDesk alerts;
  private final AlertViews views;
  private final AlertOwners owners;

  AlertController(AlertQueue queue, AlertDesk alerts, AlertViews views, AlertOwners owners) {
    this.queue = queue;
    this.alerts = alerts;
    this.views = views;
    this.owners = owners;
  }

  /**
   * A page of alerts and how many are unresolved.
   *
   * @param status one of the four, or {@code unresolved}
   * @param assignee a user, {@code me} or {@code nobody}
   * @param q a whole id: of the alert, of its payment, or what its source calls it
   * @param sort {@code urgency}: what burns first; {@code -raised_at} or {@code raised_at}
   */
  @GetMapping({"/api/v1/alerts", "/api/v1/alerts/"})
  AlertPage list(
      @RequestParam(required = false) @Nullable String severity,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String source,
      @RequestParam(required = false) @Nullable String assignee,
      @RequestParam(name = "case_id", required = false) @Nullable String caseId,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(defaultValue = "-raised_at") String sort,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size,
      Authentication who) {
    var state = given(status);
    var filter =
        new AlertFilter(
            given(severity) == null ? null : severity(severity),
            state == null || state.equals(UNRESOLVED) ? null : status(state),
            UNRESOLVED.equals(state),
            given(source),
            "me".equals(assignee) ? who.getName() : given(assignee),
            given(caseId),
            given(q),
            order(sort));
    var found = queue.page(filter, new Paging(page, size));
    return new AlertPage(
        AlertViews.listed(found.items(), Desk.of(who)),
        found.page(),
        found.size(),
        found.total(),
        found.more(),
        queue.totals(),
        queue.unresolvedOf(who.getName()),
        Viewer.of(Desk.of(who)));
  }

  @GetMapping("/api/v1/alerts/{id}")
  ResponseEntity<AlertView> get(@PathVariable String id, Authentication who) {
    return answer(views.read(id, Desk.of(who)));
  }

  @PatchMapping("/api/v1/alerts/{id}")
  ResponseEntity<Alert> change(
      @PathVariable String id,
      HttpServletRequest request,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who)
      throws IOException {
    var body = changes.read(request);
    var change =
        new AlertChange(
            body.status == null ? null : status(body.status),
            body.assignee == null ? null : owners.may(Desk.of(who), alerts.get(id), body.assignee),
            body.reason == null ? null : AlertReason.of(body.reason),
            body.note);
    var after = alerts.change(id, change, version(ifMatch), who.getName());
    return ResponseEntity.ok().eTag(String.valueOf(after.version())).body(after);
  }

  static ResponseEntity<AlertView> answer(AlertView view) {
    return ResponseEntity.ok().eTag(String.valueOf(view.alert().version())).body(view);
  }

  static @Nullable Integer version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.equals("*")) {
      return null;
    }
    try {
      return Integer.valueOf(ifMatch.replaceFirst("^W/", "").replace("\"", ""));
    } catch (NumberFormatException e) {
      throw Refused.field("If-Match", "must be the ETag of the alert");
    }
  }

  private static @Nullable String given(@Nullable String parameter) {
    return parameter == null || parameter.isBlank() ? null : parameter.strip();
  }

  private static AlertStatus status(String name) {
    return AlertStatus.of(name);
  }

  private static Severity severity(String name) {
    return Severity.of(name)
        .orElseThrow(() -> Refused.field("severity", "must be one of critical, high, medium, low"));
  }

  private static AlertFilter.Order order(String sort) {
    var order = ORDERS.get(sort);
    if (order == null) {
      throw Refused.field("sort", "must be one of urgency, -raised_at, raised_at");
    }
    return order;
  }

  record Change(
      @Nullable String status,
      @Nullable String assignee,
      @Nullable String reason,
      @Nullable String note) {}

  /**
   * @param total how many there are, counted up to 10,000
   * @param more whether there are more than were counted
   * @param totals unresolved ones, whatever the filter
   * @param mine how many of these the caller has
   */
  record AlertPage(
      List<AlertQueue.Listed> items,
      int page,
      int size,
      long total,
      boolean more,
      List<AlertQueue.Total> totals,
      long mine,
      Viewer viewer) {}

  /**
   * Who asks, and what they may do.
   *
   * @param works changes alerts
   * @param leads gives alerts to others and takes them out of cases
   * @param watches sees runs and the report
   */
  record Viewer(String user, boolean works, boolean leads, boolean watches) {

    static Viewer of(Desk desk) {
      var groups = desk.groups();
      var leads = groups.contains("fraud-leads");
      return new Viewer(desk.user(), !desk.masked(), leads, leads || groups.contains("auditors"));
    }
  }
}
