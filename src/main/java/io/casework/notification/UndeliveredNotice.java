package io.casework.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that was given up at one destination.
 *
 * @param fallback where it went instead
 * @param failure how the last try ended
 */
record UndeliveredNotice(
    long deliveryId,
    String key,
    String destination,
    String kind,
    @Nullable String urgency,
    @Nullable String caseId,
    String subject,
    int attempts,
    String failure,
    List<String> fallback,
    Instant askedAt) {}
