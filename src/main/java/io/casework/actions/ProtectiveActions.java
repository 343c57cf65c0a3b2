package io.casework.actions;

import io.casework.core.CaseId;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Has actions carried out in the systems that own accounts and tickets, each once. */
public interface ProtectiveActions {

  /**
   * Asks for an action in the caller's transaction; after the commit it is carried out, also after
   * a crash, and tried again while the other system is away.
   */
  void request(Request request);

  /**
   * Asks for an action in the caller's transaction and leaves the first try to the caller, who
   * makes it right after the commit; one that nobody makes is made without them after a while.
   */
  Attempt prepare(Request request);

  /**
   * Asks for an action and, once that is on disk, carries it out on the caller's thread; what
   * cannot be done now is done later all the same. Not within a transaction.
   */
  Outcome carryOut(Request request);

  /** How an action stands that was asked for before. */
  Outcome outcome(String key);

  /** The first try of an action. */
  @FunctionalInterface
  interface Attempt {

    /** Not within a transaction; for a repeated key it only tells how the action stands. */
    Outcome make();
  }

  /**
   * @param key names the action for ever, also to the other system; a repeat changes nothing
   * @param caseId the case whose decision may undo it; null if there is none
   * @param reason for people in the other system; nothing personal
   * @param tables the decision table that chose the action, as {@link NextBestAction.Choice} has it
   */
  record Request(
      String key,
      NextAction action,
      String customerId,
      @Nullable CaseId caseId,
      String reason,
      Map<String, Object> tables) {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,120}");
    private static final int MAX_REASON = 200;

    public Request {
      if (!KEY.matcher(key).matches()) {
        throw new IllegalArgumentException("an action's key has 1 to 120 printable characters");
      }
      if (reason.length() > MAX_REASON) {
        throw new IllegalArgumentException("a reason has at most 200 characters");
      }
    }
  }

  /**
   * @param done false while it is still to be tried again
   * @param log what was done where, and how long it took, in words for people
   */
  record Outcome(NextAction action, boolean done, String log) {}
}
