package io.casework.notification;

import java.time.Instant;
import java.util.List;

/**
 * A message on its way to one destination, in the hands of this node.
 *
 * @param attempt 1 for the first try
 * @param fallback where it goes when this destination is given up
 * @param askedAt from when it waits
 */
record Delivery(
    long id,
    Destination destination,
    int attempt,
    List<String> fallback,
    Instant askedAt,
    Notice notice) {}
