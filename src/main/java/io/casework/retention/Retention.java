package io.casework.retention;

import io.casework.core.CaseId;
import java.time.Instant;

/**
 * How long one closed case is kept.
 *
 * @param keepUntil the legal minimum
 * @param deleteAfter when the sweep erases it
 * @param erasableOnRequest whether a request may come before the legal minimum
 */
public record Retention(
    CaseId caseId,
    String retentionClass,
    String region,
    int tableVersion,
    Instant keepUntil,
    Instant deleteAfter,
    boolean erasableOnRequest,
    Instant decidedAt) {}
