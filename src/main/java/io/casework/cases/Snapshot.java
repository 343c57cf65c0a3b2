package io.casework.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A case as it was when it was handed up.
 *
 * @param version of the case then
 * @param content record, event, findings, notes and resolutions as JSON; null once it is erased
 */
public record Snapshot(long version, String reason, Instant takenAt, @Nullable String content) {}
