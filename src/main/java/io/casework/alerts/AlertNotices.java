package io.casework.alerts;

import io.casework.core.CaseId;
import io.casework.notification.Notice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How alerts look in messages to people: what it is about and where to go on, nothing personal. */
@Component
class AlertNotices {

  static final String TRIAGED = "alert_triaged";
  static final String COMPLIANCE = "channel:compliance";

  private static final String RAISED = "alert_raised";
  private static final String FAILED = "triage_failed";
  private static final int LISTED = 10;
  private static final int MAX_SUBJECT = 120;
  private static final int MAX_TEXT = 1_800;

  // Subjects are free text: addresses, account numbers, and every word with a longer number stay.
  private static final Pattern PERSONAL =
      Pattern.compile(
          "[\\w.+-]+@[\\w.-]+"
              + "|\\b\\p{Alpha}{2}\\d{2}(?: ?[\\p{Alnum}]{4}){2,}(?: ?\\p{Alnum}{1,4})?\\b"
              + "|\\d(?:[ .-]?\\d){6,}"
              + "|[\\p{Alnum}_-]*\\d{3,}[\\p{Alnum}_-]*");
  private static final Pattern LONG_NUMBER = Pattern.compile("\\d(?:[ .-]?\\d){8,}");

  private final TriageProperties properties;

  AlertNotices(TriageProperties properties) {
    this.properties = properties;
  }

  /** By which a message about one alert is known. */
  static String key(String alertId) {
    return "alert:" + alertId;
  }

  Notice raised(Alert alert) {
    return new Notice(
        key(alert.alertId()),
        "channel:fraud",
        RAISED,
        alert.severity().lower(),
        alert.transactionId() == null ? null : new CaseId(alert.transactionId()),
        "[%s] Payment scored %s".formatted(alert.severity(), alert.score()),
        alert.reason(),
        link(alert),
        facts(alert));
  }

  Notice triaged(Alert alert, IncomingAlert incoming) {
    return new Notice(
        key(alert.alertId()),
        COMPLIANCE,
        TRIAGED,
        alert.severity().lower(),
        null,
        "[%s] %s".formatted(alert.severity(), told(incoming)),
        "From %s, created %s. %s."
            .formatted(
                alert.source(),
                incoming.createdAt().truncatedTo(ChronoUnit.SECONDS),
                reason(alert)),
        link(alert),
        facts(alert));
  }

  /** One message for the first of many alerts. */
  Notice crowd(Severity severity, List<IncomingAlert> alerts, long minute) {
    var subjects = new LinkedHashMap<String, Integer>();
    alerts.forEach(alert -> subjects.merge(told(alert), 1, Integer::sum));
    var text = new StringBuilder("Among them:");
    subjects.entrySet().stream()
        .limit(LISTED)
        .forEach(each -> text.append("\n- %s (%d)".formatted(each.getKey(), each.getValue())));
    text.append("\nIf more come within the minute, their total follows after it.");
    return new Notice(
        "alerts:%s:%d".formatted(severity.lower(), minute),
        COMPLIANCE,
        TRIAGED,
        severity.lower(),
        null,
        "[%s] %d alerts at once".formatted(severity, alerts.size()),
        text.length() <= MAX_TEXT ? text.toString() : text.substring(0, MAX_TEXT),
        properties.publicUrl() + "/alerts?severity=" + severity.lower(),
        Map.of("severity", severity.lower(), "alerts", alerts.size()));
  }

  /** How many there were in all within a minute. */
  Notice total(Severity severity, long minute, long alerts) {
    return new Notice(
        "alerts:%s:%d:total".formatted(severity.lower(), minute),
        COMPLIANCE,
        TRIAGED,
        severity.lower(),
        null,
        "[%s] %d alerts within a minute".formatted(severity, alerts),
        "In all, in the minute from %s.".formatted(Instant.ofEpochSecond(minute * 60)),
        properties.publicUrl() + "/alerts?severity=" + severity.lower(),
        Map.of("severity", severity.lower(), "alerts", alerts));
  }

  /** Nobody may find out by silence that a source is not read any more. */
  Notice failed(String source, String failure, Instant at) {
    return new Notice(
        "triage-failed:%s:%d".formatted(source, at.getEpochSecond() / 3600),
        COMPLIANCE,
        FAILED,
        Severity.CRITICAL.lower(),
        null,
        "[CRITICAL] Alert Orchestrator Failed",
        "Source %s could not be read at %s: %s. It is tried again."
            .formatted(source, at.truncatedTo(ChronoUnit.SECONDS), failure),
        properties.publicUrl() + "/alerts",
        Map.of("source", source));
  }

  /** One line about an alert; all that is known of some is that they were. */
  static String subject(Alert alert, @Nullable IncomingAlert incoming) {
    if (incoming != null) {
      return subject(incoming);
    }
    return alert.transactionId() == null
        ? "Alert of %s, no longer kept".formatted(alert.source())
        : "Payment scored %s".formatted(alert.score());
  }

  /** Alerts may be in what could not be read, so somebody has to look. */
  Notice setAside(String source, String what, String why, Instant at) {
    return new Notice(
        "triage-set-aside:%s:%s".formatted(Integer.toHexString(what.hashCode()), at),
        COMPLIANCE,
        FAILED,
        Severity.HIGH.lower(),
        null,
        "[HIGH] Alerts of %s could not be read".formatted(source),
        "%s: %s. It is set aside; mend it and hand it over again.".formatted(what, why),
        properties.publicUrl() + "/alerts",
        Map.of("source", source));
  }

  private String told(IncomingAlert alert) {
    return alert.subject() == null || properties.subjectsInMessages()
        ? subject(alert)
        : "Alert of %s".formatted(alert.source());
  }

  private static String subject(IncomingAlert alert) {
    var subject = alert.subject();
    if (subject == null || subject.isBlank()) {
      return "Transaction %s%s%s"
          .formatted(
              alert.externalId() == null
                  ? "without id"
                  : LONG_NUMBER.matcher(alert.externalId()).replaceAll("[…]"),
              alert.amount() == null
                  ? ""
                  : " of %s %s"
                      .formatted(
                          alert.amount().toPlainString(),
                          alert.currency() == null ? "" : alert.currency())
                      .stripTrailing(),
              alert.country() == null ? "" : " in " + alert.country());
    }
    var line = PERSONAL.matcher(subject.replaceAll("\\s+", " ").strip()).replaceAll("[…]");
    return line.length() <= MAX_SUBJECT ? line : line.substring(0, MAX_SUBJECT - 1) + "…";
  }

  private static String reason(Alert alert) {
    var reason = alert.reason();
    return reason.substring(0, 1).toUpperCase(Locale.ROOT) + reason.substring(1);
  }

  private String link(Alert alert) {
    return properties.publicUrl() + "/alerts/" + alert.alertId();
  }

  private static Map<String, Object> facts(Alert alert) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("alert_id", alert.alertId());
    facts.put("source", alert.source());
    facts.put("severity", alert.severity().lower());
    if (alert.transactionId() != null) {
      facts.put("transaction_id", alert.transactionId());
    }
    if (alert.score() != null) {
      facts.put("score", alert.score());
    }
    return facts;
  }
}
