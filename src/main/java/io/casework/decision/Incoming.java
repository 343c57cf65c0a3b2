package io.casework.decision;

import org.jspecify.annotations.Nullable;

/**
 * A payment on its way to a score.
 *
 * @param key by which a repeat is known; null if the caller gave none
 * @param externalKey likewise, by the id that the payment has at the caller
 * @param bodyHash SHA-256 of the body, hex
 */
record Incoming(
    String transactionId,
    Payment payment,
    @Nullable String key,
    @Nullable String externalKey,
    String bodyHash,
    String body) {}
