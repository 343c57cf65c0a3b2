package io.casework.decision;

/**
 * An answer as it lies on disk.
 *
 * @param text JSON
 * @param bodyHash SHA-256 of the request it answers
 * @param summary score, band and action, for the log
 */
record StoredAnswer(String text, String bodyHash, String summary) {}
