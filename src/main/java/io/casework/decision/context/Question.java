package io.casework.decision.context;

import io.casework.core.ScoredEvent.Geo;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is asked when a payment arrives.
 *
 * @param window how far back velocity looks
 */
public record Question(
    String senderId,
    String receiverId,
    @Nullable String device,
    @Nullable Geo geo,
    Instant at,
    Duration window) {}
