package io.casework.outbox;

import java.time.Instant;

/**
 * A message that the bus refused again and again; it waits for people.
 *
 * @param destination queue, topic or event hub
 * @param key its message id
 */
record GivenUp(
    long seq,
    String destination,
    String key,
    int attempts,
    String failure,
    Instant createdAt,
    Instant failedAt) {}
