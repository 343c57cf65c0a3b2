package io.casework.alerts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One time that an alert came.
 *
 * @param duplicate {@code exact} or {@code canonical}; null the first time
 * @param because why it is as severe as it is
 * @param destinations who was told; {@code suppressed:duplicate} for nobody
 * @param slaSeconds from its creation until it was triaged
 */
public record AlertSight(
    String source,
    @Nullable String duplicate,
    String because,
    List<String> destinations,
    Instant createdAt,
    Instant triagedAt,
    long slaSeconds,
    String exactHash,
    String canonicalHash) {}
