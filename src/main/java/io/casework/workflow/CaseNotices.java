package io.casework.workflow;

import io.casework.cases.CaseRecord;
import io.casework.core.CaseId;
import io.casework.notification.Notice;
import io.casework.notification.Notifications;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What people are told about a case: ids, routes and times, nothing personal. */
@Component
class CaseNotices {

  /** They cannot open the case. */
  private static final Set<String> OUTSIDERS = Set.of("customer", "merchant");

  private static final DateTimeFormatter TIME = utc("HH:mm");
  private static final DateTimeFormatter DAY = utc("d MMM yyyy, HH:mm");

  private final Notifications notifications;
  private final WorkflowProperties properties;
  private final Clock clock;

  CaseNotices(Notifications notifications, WorkflowProperties properties, Clock clock) {
    this.notifications = notifications;
    this.properties = properties;
    this.clock = clock;
  }

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }

  /** Tells the person who has the case now. */
  void assigned(CaseRecord record) {
    send(
        record,
        "user:" + record.assignee(),
        "case_assigned",
        "%s is yours%s".formatted(name(record), dueShortly(record)),
        facing(record));
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
        "%s is due in %s".formatted(name(record), left(record.dueAt())),
        facing(record));
    return true;
  }

  /** Tells the security operations centre that a case was handed up. */
  void escalated(CaseRecord record, String reason) {
    send(
        record,
        "channel:soc",
        "case_escalated",
        "%s escalated: %s".formatted(name(record), reason.replace('_', ' ')),
        "With %s.\n%s"
            .formatted(
                record.assignee() == null ? record.queueGroup() : record.assignee(),
                facing(record)));
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

  private static String name(CaseRecord record) {
    return "[%s] %s case".formatted(record.priorityOrFail(), record.routeOrFail());
  }

  private static String dueShortly(CaseRecord record) {
    return record.dueAt() == null ? "" : ", due %s UTC".formatted(TIME.format(record.dueAt()));
  }

  /** What one wants to know before one opens it. */
  private String facing(CaseRecord record) {
    var lines = new ArrayList<String>();
    if (record.dueAt() != null) {
      var now = clock.instant();
      lines.add(
          now.isBefore(record.dueAt())
              ? "Due %s UTC, in %s.".formatted(DAY.format(record.dueAt()), left(record.dueAt()))
              : "Was due %s UTC.".formatted(DAY.format(record.dueAt())));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "Risk score %.2f, priority %s, route %s.",
            record.score(),
            record.priorityOrFail(),
            record.routeOrFail()));
    if (record.escalationLevel() > 0) {
      lines.add("Handed up, level %d.".formatted(record.escalationLevel()));
    }
    if (record.round() > 1) {
      lines.add("Reopened, round %d.".formatted(record.round()));
    }
    return String.join("\n", lines);
  }

  private String left(Instant due) {
    var left = Duration.between(clock.instant(), due);
    return left.toHours() == 0
        ? "%d min".formatted(left.toMinutes())
        : "%d h %d min".formatted(left.toHours(), left.toMinutesPart());
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
            OUTSIDERS.contains(audience) ? null : link(record.caseId()),
            facts(record)));
  }

  private static Map<String, Object> facts(CaseRecord record) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("route", record.routeOrFail().toString());
    facts.put("priority", record.priorityOrFail().toString());
    facts.put("round", record.round());
    facts.put("escalation_level", record.escalationLevel());
    if (record.dueAt() != null) {
      facts.put("due_at", record.dueAt().toString());
    }
    if (record.outcome() != null) {
      facts.put("outcome", record.outcome());
    }
    return facts;
  }

  private String link(CaseId caseId) {
    return properties.publicUrl() + "/cases/" + caseId;
  }
}
