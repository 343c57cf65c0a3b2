package io.casework.notification;

import java.util.Map;

/**
 * A message as it leaves, ready to be handed over.
 *
 * @param line what a log may say: {@code Slack message: [HIGH] …}
 * @param headers beside the body; of a mail its envelope
 * @param body byte for byte, in UTF-8
 */
record Posting(Destination to, String line, Map<String, String> headers, String body) {}
