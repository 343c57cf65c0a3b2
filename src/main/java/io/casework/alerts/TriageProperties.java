package io.casework.alerts;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How alerts are triaged.
 *
 * @param severityPolicy whether the higher of hint and content counts, or the hint alone
 * @param window how long after its first sight an alert is a duplicate
 * @param leftOut fields that do not tell two alerts apart
 * @param openCaseFrom from which severity an alert becomes a case by itself
 * @param digestAbove when more alerts of one severity come at once, one message tells of them all
 * @param schedule how often all sources are looked through, whatever arrived
 * @param grace how much longer than that until health complains
 * @param keepPayload how long what the sources said is kept
 * @param subjectsInMessages whether messages to people quote subjects, numbers and addresses left
 *     out; false where those who write them name people
 * @param publicUrl where people reach this application, for links
 */
@Validated
@ConfigurationProperties(prefix = "casework.alerts.triage", ignoreUnknownFields = false)
record TriageProperties(
    @DefaultValue("highest") Policy severityPolicy,
    @DefaultValue("PT24H") Duration window,
    @DefaultValue({"source", "message_id", "created_at"}) Set<String> leftOut,
    @DefaultValue("never") OpenCase openCaseFrom,
    @DefaultValue("50") @Min(1) int digestAbove,
    @DefaultValue("PT15M") Duration schedule,
    @DefaultValue("PT5M") Duration grace,
    @DefaultValue("P400D") Duration keepPayload,
    @DefaultValue("true") boolean subjectsInMessages,
    String publicUrl,
    @DefaultValue @Valid AfterHours afterHours) {

  /** Whose word counts. */
  enum Policy {
    HIGHEST,
    HINT_FIRST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** From where on alerts become cases. */
  enum OpenCase {
    NEVER,
    CRITICAL,
    HIGH;

    boolean covers(Severity severity) {
      return switch (this) {
        case NEVER -> false;
        case CRITICAL -> severity == Severity.CRITICAL;
        case HIGH -> severity.compareTo(Severity.HIGH) >= 0;
      };
    }
  }

  /**
   * Outside working hours a high alert is critical.
   *
   * @param until not included
   */
  record AfterHours(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("UTC") ZoneId zone,
      @DefaultValue({"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"}) Set<DayOfWeek> days,
      @DefaultValue("09:00") LocalTime from,
      @DefaultValue("17:00") LocalTime until) {

    Severity raise(Severity severity, ZonedDateTime now) {
      if (!enabled || severity != Severity.HIGH) {
        return severity;
      }
      var there = now.withZoneSameInstant(zone);
      var time = there.toLocalTime();
      var working =
          days.contains(there.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(until);
      return working ? severity : Severity.CRITICAL;
    }
  }
}
