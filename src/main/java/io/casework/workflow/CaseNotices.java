package io.casework.workflow;

import io.casework.cases.CaseRecord;
import io.casework.core.CaseId;
import io.casework.notification.Notice;
import io.casework.notification.Notifications;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What people are told about a case: ids, routes and times, nothing personal. */
@Component
class CaseNotices {

  private final Notifications notifications;
  private final WorkflowProperties properties;
  private final Clock clock;

  CaseNotices(Notifications notifications, WorkflowProperties properties, Clock clock) {
    this.notifications = notifications;
    this.properties = properties;
    this.clock = clock;
  }

  /** Tells the person who has the case now. */
  void assigned(CaseRecord record) {
    send(
        record,
        "user:" + record.assignee(),
        "case_assigned",
        "Case %s %s is yours".formatted(record.priorityOrFail(), record.routeOrFail()),
        "Due %s.".formatted(record.dueAt()));
  }

  /**
   * Reminds whoever has the case, or the group whose queue it waits in; false when that is of no
   * use any more.
   */
  boolean dueSoon(CaseRecord record) {
    // A case that came in late is past due before it can be due soon: the breach speaks for it.
    if (record.dueAt() == null || !clock.instant().isBefore(record.dueAt())) {
      return false;
    }
    send(
        record,
        record.assignee() == null ? "group:" + record.queueGroup() : "user:" + record.assignee(),
        "sla_due_soon",
        "Case %s %s is due soon".formatted(record.priorityOrFail(), record.routeOrFail()),
        "Due %s.".formatted(record.dueAt()));
    return true;
  }

  void escalated(CaseRecord record, String reason) {
    send(
        record,
        "channel:soc",
        "case_escalated",
        "Case %s %s escalated: %s"
            .formatted(record.priorityOrFail(), record.routeOrFail(), reason.replace('_', ' ')),
        "Level %d, with %s, due %s."
            .formatted(
                record.escalationLevel(),
                record.assignee() == null ? record.queueGroup() : record.assignee(),
                record.dueAt()));
  }

  /** Tells customer and merchant, where the matrix says that they hear of this outcome. */
  void resolved(CaseRecord record) {
    if (record.outcome() != null) {
      tell(record, "customer", record.outcome());
      if (record.merchantId() != null) {
        tell(record, "merchant", record.outcome());
      }
    }
  }

  private void tell(CaseRecord record, String party, String outcome) {
    send(
        record,
        party,
        "case_resolved:" + outcome,
        "Your payment was reviewed",
        "Outcome: %s.".formatted(outcome.replace('_', ' ')));
  }

  private void send(CaseRecord record, String audience, String kind, String subject, String text) {
    // Round, level and due time are in the key: the same news about the next deadline is news.
    var key =
        "%s:%s:%s:%d:%d:%d"
            .formatted(
                record.caseId(),
                kind,
                audience,
                record.round(),
                record.escalationLevel(),
                record.dueAt() == null ? 0 : record.dueAt().getEpochSecond());
    notifications.send(
        new Notice(
            key,
            audience,
            kind,
            record.priority() == null ? null : record.priority().toString(),
            record.caseId(),
            subject,
            text,
            link(record.caseId()),
            Map.of()));
  }

  private String link(CaseId caseId) {
    return properties.publicUrl() + "/cases/" + caseId;
  }
}
