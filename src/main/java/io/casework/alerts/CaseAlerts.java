package io.casework.alerts;

import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Refused;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Alerts and the cases that they became or belong to; whether a person may see the case is for the
 * caller to know.
 *
 * <p>The case is locked before the alert, as by those who decide it.
 */
@Component
@Transactional
public class CaseAlerts {

  private final AlertRows rows;
  private final AlertQueue queue;
  private final AlertCases events;
  private final AlertFacts facts;
  private final Cases cases;
  private final Clock clock;

  CaseAlerts(
      AlertRows rows,
      AlertQueue queue,
      AlertCases events,
      AlertFacts facts,
      Cases cases,
      Clock clock) {
    this.rows = rows;
    this.queue = queue;
    this.events = events;
    this.facts = facts;
    this.cases = cases;
    this.clock = clock;
  }

  /** All of a case, the oldest first. */
  @Transactional(readOnly = true)
  public List<AlertQueue.Listed> of(CaseId caseId) {
    return queue.listed(rows.ofCase(caseId.value()));
  }

  /**
   * Makes a case of an alert: posts a case event; a repeat changes nothing.
   *
   * @return the alert, with the id that the case has or will have
   * @throws AlertConflict when it belongs to another case or is done with
   */
  public Alert open(String alertId, @Nullable Integer version, String actor) {
    var alert = rows.lock(alertId);
    if (ownCase(alert).equals(alert.caseId())) {
      return alert;
    }
    AlertDesk.expect(alert, version);
    belongsNowhere(alert);
    if (!alert.unresolved()) {
      throw conflict("status", "an alert that is " + alert.status() + " is done with", alert);
    }
    events.open(alert);
    var after = alert.withCase(ownCase(alert)).seenBy(actor).changed(actor, clock.instant());
    rows.update(List.of(after));
    facts.publish("alert_case_opened", after, actor, AlertDesk.difference(alert, after));
    return after;
  }

  /**
   * Puts an alert to an open case of the same customer.
   *
   * @param note goes to the notes of the case; required when the alert names no customer
   */
  public Alert attach(
      String alertId,
      CaseId caseId,
      @Nullable String note,
      @Nullable Integer version,
      String actor) {
    var record = cases.lock(caseId);
    var alert = rows.lock(alertId);
    if (caseId.value().equals(alert.caseId())) {
      return alert;
    }
    AlertDesk.expect(alert, version);
    belongsNowhere(alert);
    if (record.closed()) {
      throw Refused.field("case_id", "must be an open case");
    }
    var customer = rows.customer(alertId);
    if (customer.isPresent() && !customer.get().equals(record.userToken())) {
      throw Refused.field("case_id", "must be a case of the same customer");
    }
    if (customer.isEmpty() && isBlank(note)) {
      throw Refused.field("note", "is required: the alert names no customer");
    }
    return move(alert, alert.withCase(caseId.value()).seenBy(actor), caseId, note, actor);
  }

  /** Takes an alert out of an open case that it was put to by mistake. */
  public Alert detach(
      String alertId, @Nullable String reason, @Nullable Integer version, String actor) {
    var from = rows.find(alertId).orElseThrow(() -> Refused.missing("alert"));
    if (from.caseId() == null) {
      throw conflict("case_id", "the alert belongs to no case", from);
    }
    if (from.caseId().equals(ownCase(from))) {
      throw conflict("case_id", "the case was made of this alert", from);
    }
    if (isBlank(reason)) {
      throw Refused.field("reason", "is required to take an alert out of a case");
    }
    var caseId = new CaseId(from.caseId());
    var record = cases.lock(caseId);
    var alert = rows.lock(alertId);
    AlertDesk.expect(alert, version);
    if (!caseId.value().equals(alert.caseId())) {
      throw conflict("case_id", "somebody else moved the alert just now", alert);
    }
    if (record.closed()) {
      throw conflict("case_id", "the case is closed; its alerts stay with it", alert);
    }
    return move(alert, alert.withCase(null), caseId, reason, actor);
  }

  private Alert move(
      Alert before, Alert moved, CaseId caseId, @Nullable String note, String actor) {
    if (!isBlank(note)) {
      cases.note(caseId, note, actor);
    }
    var after = moved.changed(actor, clock.instant());
    rows.update(List.of(after));
    cases.changedBeside(
        caseId,
        after.caseId() == null ? "alert_detached" : "alert_attached",
        Map.of(
            "alert_id", after.alertId(),
            "source", after.source(),
            "severity", after.severity().name(),
            "status", after.status().toString()),
        actor);
    return after;
  }

  /** A payment's case bears the payment's id, every other the alert's. */
  private static String ownCase(Alert alert) {
    return alert.transactionId() == null ? alert.alertId() : alert.transactionId();
  }

  private static void belongsNowhere(Alert alert) {
    if (alert.caseId() != null) {
      throw conflict("case_id", "the alert belongs to case " + alert.caseId(), alert);
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static AlertConflict conflict(String field, String rule, Alert current) {
    return new AlertConflict(Refused.conflict(field, rule), current);
  }
}
