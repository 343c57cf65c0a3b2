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
    Instant raisedAt,
    Instant changedAt,
    String changedBy,
    int version) {}
