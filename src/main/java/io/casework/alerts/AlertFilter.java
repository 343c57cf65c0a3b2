package io.casework.alerts;

import org.jspecify.annotations.Nullable;

/**
 * Which alerts are wanted; null for any.
 *
 * @param unresolved open and acknowledged ones alone
 * @param assignee a user, or {@link AlertChange#NOBODY}
 * @param text a whole id: of the alert, of its payment, or what its source calls it
 */
public record AlertFilter(
    @Nullable Severity severity,
    @Nullable AlertStatus status,
    boolean unresolved,
    @Nullable String source,
    @Nullable String assignee,
    @Nullable String caseId,
    @Nullable String text,
    Order order) {

  /** What comes first. */
  public enum Order {
    /** What burns: the most severe first, of these the oldest; what is resolved at the end. */
    URGENCY,
    NEWEST,
    OLDEST
  }
}
