package io.casework.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request to erase a case, and what became of it.
 *
 * @param note what the second person should know; gone with the case's key
 * @param confirmedAt when it was done; null while a second person is waited for
 */
record Erasure(
    String caseId,
    String reasonCode,
    @Nullable String note,
    String requestedBy,
    Instant requestedAt,
    @Nullable String confirmedBy,
    @Nullable Instant confirmedAt) {}
