package io.casework.decision;

import org.jspecify.annotations.Nullable;

/**
 * A payment on its way to a score.
 *
 * @param key by which a repeat is known; null if the caller gave none
 * @param bodyHash SHA-256 of the body, hex
 */
record Incoming(
    String transactionId, Payment payment, @Nullable String key, String bodyHash, String body) {}
