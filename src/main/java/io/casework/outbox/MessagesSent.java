package io.casework.outbox;

import java.util.List;

/**
 * The bus has stored these messages; published in the transaction that forgets them.
 *
 * @param keys message ids, in the order of sending
 */
public record MessagesSent(Destination destination, List<String> keys) {}
