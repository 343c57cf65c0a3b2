package io.casework.decision;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A payment that somebody should hear of. */
record Alert(
    String alertId,
    String transactionId,
    Severity severity,
    AlertStatus status,
    BigDecimal score,
    String reason,
    @Nullable String assignee,
    @Nullable String note,
    Instant raisedAt,
    Instant changedAt,
    String changedBy,
    int version) {}
