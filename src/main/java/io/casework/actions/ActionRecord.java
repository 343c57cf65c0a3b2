package io.casework.actions;

import io.casework.core.CaseId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the execution log.
 *
 * @param target the system that carries it out
 * @param reference what that system calls it: the number of a ticket
 * @param attempts how often it was asked to
 * @param failure why the last try failed; null after one that did not
 * @param latencyMs how long the try took that succeeded
 */
public record ActionRecord(
    String actionKey,
    NextAction action,
    String customerId,
    @Nullable CaseId caseId,
    String reason,
    State state,
    String target,
    @Nullable String reference,
    int attempts,
    @Nullable String failure,
    @Nullable Long latencyMs,
    Instant requestedAt,
    @Nullable Instant doneAt,
    @Nullable Instant undoneAt) {

  /** Where an action stands; a failed one is tried again, and in the end shown as an incident. */
  public enum State {
    REQUESTED,
    DONE,
    UNDONE,
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The same in words for people, with target and measured latency. */
  public String log() {
    if (state == State.UNDONE && doneAt == null) {
      return "%s for %s was not sent: the case was decided before.".formatted(verb(), whom());
    }
    if (doneAt == null) {
      return failure == null
          ? "%s for %s waits for its turn.".formatted(verb(), whom())
          : "%s for %s is being tried again; %s.".formatted(verb(), whom(), failure);
    }
    var sent =
        action == NextAction.INITIATE_INVESTIGATION
            ? "Ticket #%s opened with %s for the ops team.".formatted(reference, target)
            : "%s sent to %s for %s.".formatted(verb(), target, whom());
    return "%s Latency: %dms".formatted(sent, latencyMs);
  }

  private String verb() {
    return switch (action) {
      case FREEZE_ACCOUNT -> "LOCK";
      case REQUIRE_2FA -> "STEP_UP";
      case MONITOR_ACCOUNT -> "WATCH";
      case INITIATE_INVESTIGATION -> "TICKET";
      case ROUTE_TO_MANUAL_REVIEW -> "NOTE";
    };
  }

  private String whom() {
    return switch (action) {
      case FREEZE_ACCOUNT, REQUIRE_2FA -> "account " + customerId;
      case MONITOR_ACCOUNT, INITIATE_INVESTIGATION, ROUTE_TO_MANUAL_REVIEW ->
          "customer " + customerId;
    };
  }
}
