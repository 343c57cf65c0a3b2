package io.casework.alerts;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert in the queue of people.
 *
 * @param source {@code decision} for our own scoring, else where triage had it from
 * @param transactionId the payment it is about, when it was scored here
 * @param externalId what its source calls it
 * @param score 0 to 1
 * @param reason why it is as severe as it is
 * @param caseId the case that it became or belongs to
 * @param resolution why it was resolved: an {@link AlertReason}, or the outcome of its case
 */
public record Alert(
    String alertId,
    String source,
    @Nullable String transactionId,
    @Nullable String externalId,
    Severity severity,
    AlertStatus status,
    @Nullable BigDecimal score,
    String reason,
    @Nullable String caseId,
    @Nullable String assignee,
    @Nullable String note,
    @Nullable String resolution,
    Instant raisedAt,
    Instant changedAt,
    String changedBy,
    int version) {

  private static final int DONE_WITH = 9;

  /** Whether people still have to do something about it. */
  boolean unresolved() {
    return status.compareTo(AlertStatus.RESOLVED) < 0;
  }

  /** Its place in the queue, the lowest first. */
  int urgency() {
    return unresolved() ? urgency(severity) : DONE_WITH;
  }

  /** The place of unresolved alerts: 1 for critical ones, 4 for low ones. */
  static int urgency(Severity severity) {
    return Severity.values().length - severity.ordinal();
  }

  Alert with(
      AlertStatus newStatus,
      @Nullable String newCase,
      @Nullable String newAssignee,
      @Nullable String newNote,
      @Nullable String newResolution) {
    return new Alert(
        alertId,
        source,
        transactionId,
        externalId,
        severity,
        newStatus,
        score,
        reason,
        newCase,
        newAssignee,
        newNote,
        newResolution,
        raisedAt,
        changedAt,
        changedBy,
        version);
  }

  Alert withCase(@Nullable String newCase) {
    return with(status, newCase, assignee, note, resolution);
  }

  /** Somebody has it: seen, and nobody's no longer. */
  Alert seenBy(String person) {
    var seen = status == AlertStatus.OPEN ? AlertStatus.ACKNOWLEDGED : status;
    return with(seen, caseId, assignee == null ? person : assignee, note, resolution);
  }

  Alert changed(String actor, Instant at) {
    return new Alert(
        alertId,
        source,
        transactionId,
        externalId,
        severity,
        status,
        score,
        reason,
        caseId,
        assignee,
        note,
        resolution,
        raisedAt,
        at,
        actor,
        version + 1);
  }
}
