package io.casework.alerts;

import io.casework.core.Refused;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to do with an alert; what is null stays as it is.
 *
 * @param assignee a user, or {@link #NOBODY}
 * @param reason why it is resolved; people are asked for one, programs need not give one
 */
public record AlertChange(
    @Nullable AlertStatus status,
    @Nullable String assignee,
    @Nullable AlertReason reason,
    @Nullable String note) {

  public static final String NOBODY = "nobody";

  private static final int MAX_NOTE = 1000;

  public AlertChange {
    if (status == null && assignee == null && note == null && reason == null) {
      throw Refused.field("status", "give at least one of status, assignee, reason, note");
    }
    if (note != null && (note.length() > MAX_NOTE || note.indexOf('\0') >= 0)) {
      throw Refused.field("note", "must have at most 1000 characters, none of them NUL");
    }
  }

  /**
   * The alert afterwards, but for time, person and version.
   *
   * @throws Refused of kind conflict when the alert is not in a state for it
   */
  Alert applyTo(Alert before, String actor) {
    var after = status == null ? before.status() : status;
    checkWay(before, after);
    var resolves = before.unresolved() && after.compareTo(AlertStatus.RESOLVED) >= 0;
    if (!resolves && reason != null) {
      throw Refused.field("reason", "is given when an alert is resolved, and only then");
    }
    return before.with(
        after,
        before.caseId(),
        owner(before, after, actor),
        note == null ? before.note() : note.strip(),
        reason == null ? before.resolution() : reason.toString());
  }

  private static void checkWay(Alert before, AlertStatus after) {
    if (after.compareTo(before.status()) < 0) {
      throw Refused.conflict("status", "an alert that is " + before.status() + " stays so");
    }
  }

  /** Whoever is past the first look at an alert has it, unless somebody else does. */
  private @Nullable String owner(Alert before, AlertStatus after, String actor) {
    if (assignee != null && !before.unresolved()) {
      throw Refused.conflict("assignee", "an alert that is " + before.status() + " is done with");
    }
    var seen = after != AlertStatus.OPEN;
    if (NOBODY.equals(assignee)) {
      if (seen) {
        throw Refused.conflict("assignee", "an alert that was acknowledged is always somebody's");
      }
      return null;
    }
    var owner = assignee == null ? before.assignee() : assignee;
    return seen ? Objects.requireNonNullElse(owner, actor) : owner;
  }
}
