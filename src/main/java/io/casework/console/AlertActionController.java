package io.casework.console;

import io.casework.alerts.Alert;
import io.casework.alerts.AlertChange;
import io.casework.alerts.AlertDesk;
import io.casework.alerts.AlertReason;
import io.casework.alerts.AlertStatus;
import io.casework.alerts.CaseAlerts;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Refused;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people do with alerts besides changing them: many at once, and their cases. */
@RestController
@RequestMapping("/api/v1/alerts")
class AlertActionController {

  private static final int MOST = 200;

  private final AlertDesk alerts;
  private final CaseAlerts caseAlerts;
  private final AlertViews views;
  private final Cases cases;

  AlertActionController(AlertDesk alerts, CaseAlerts caseAlerts, AlertViews views, Cases cases) {
    this.alerts = alerts;
    this.caseAlerts = caseAlerts;
    this.views = views;
    this.cases = cases;
  }

  /** Acknowledges or resolves up to 200 alerts; each has its own answer. */
  @PostMapping("/actions")
  Answers many(@RequestBody ManyBody body, Authentication who) {
    var ids = body.alertIds == null ? List.<@Nullable String>of() : body.alertIds;
    if (ids.isEmpty() || ids.size() > MOST || ids.stream().anyMatch(Objects::isNull)) {
      throw Refused.field("alert_ids", "must hold 1 to 200 ids of alerts");
    }
    var answers =
        alerts.changeAll(ids.stream().map(String::valueOf).toList(), change(body), who.getName());
    return new Answers(answers.stream().map(Answer::of).toList());
  }

  private static AlertChange change(ManyBody body) {
    var reason = body.reason == null ? null : AlertReason.of(body.reason);
    return switch (String.valueOf(body.action)) {
      case "acknowledge" -> new AlertChange(AlertStatus.ACKNOWLEDGED, null, reason, body.note);
      case "resolve" -> {
        if (reason == null) {
          throw Refused.field("reason", "is required to resolve alerts");
        }
        if (body.note == null || body.note.isBlank()) {
          throw Refused.field("note", "is required to resolve alerts");
        }
        yield new AlertChange(AlertStatus.RESOLVED, null, reason, body.note);
      }
      default -> throw Refused.field("action", "must be acknowledge or resolve");
    };
  }

  /** Makes a case of an alert; the case is there a moment later. */
  @PostMapping("/{id}/case")
  ResponseEntity<CaseAsked> open(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    var after = caseAlerts.open(id, AlertController.version(ifMatch), who.getName());
    var caseId = String.valueOf(after.caseId());
    var where = "/api/v1/cases/" + caseId;
    return ResponseEntity.accepted()
        .location(URI.create(where))
        .eTag(String.valueOf(after.version()))
        .body(
            new CaseAsked(
                after.alertId(), caseId, Map.of("case", where, "task", "/cases/" + caseId)));
  }

  /** Puts an alert to an open case of the same customer that the caller may see. */
  @PostMapping("/{id}/attach")
  ResponseEntity<AlertView> attach(
      @PathVariable String id,
      @RequestBody AttachBody body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    if (body.caseId == null || body.caseId.isBlank()) {
      throw Refused.field("case_id", "is required");
    }
    var desk = Desk.of(who);
    var caseId = desk.open(cases, new CaseId(body.caseId)).caseId();
    caseAlerts.attach(id, caseId, body.note, AlertController.version(ifMatch), who.getName());
    return AlertController.answer(views.view(id, desk));
  }

  /** Takes an alert out of the open case that it was put to by mistake. */
  @PostMapping("/{id}/detach")
  ResponseEntity<AlertView> detach(
      @PathVariable String id,
      @RequestBody DetachBody body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    caseAlerts.detach(id, body.reason, AlertController.version(ifMatch), who.getName());
    return AlertController.answer(views.view(id, Desk.of(who)));
  }

  record ManyBody(
      @Nullable String action,
      @Nullable List<@Nullable String> alertIds,
      @Nullable String reason,
      @Nullable String note) {}

  record AttachBody(@Nullable String caseId, @Nullable String note) {}

  record DetachBody(@Nullable String reason) {}

  record Answers(List<Answer> answers) {}

  /**
   * @param status as if it had been asked alone: 200, 404, 409, 422
   * @param alert as it is now
   */
  record Answer(
      String alertId,
      int status,
      @Nullable String field,
      @Nullable String rule,
      @Nullable Alert alert) {

    static Answer of(AlertDesk.Answer answer) {
      var refused = answer.refused();
      return refused == null
          ? new Answer(answer.alertId(), 200, null, null, answer.alert())
          : new Answer(
              answer.alertId(),
              switch (refused.kind()) {
                case MISSING -> 404;
                case CONFLICT -> 409;
                case INVALID -> 422;
              },
              refused.field(),
              refused.rule(),
              answer.alert());
    }
  }

  /**
   * @param links where the case will be: {@code case} over HTTP, {@code task} for people
   */
  record CaseAsked(String alertId, String caseId, Map<String, String> links) {}
}
