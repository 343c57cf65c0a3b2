package io.casework.actions;

import io.casework.core.CaseId;
import org.jspecify.annotations.Nullable;

/** Has actions carried out in the systems that own accounts and tickets, each once. */
public interface ProtectiveActions {

  /**
   * Asks for an action in the caller's transaction; after the commit it is carried out, also after
   * a crash, and tried again while the other system is away.
   */
  void request(Request request);

  /**
   * Asks for an action and, once that is on disk, carries it out on the caller's thread; what
   * cannot be done now is done later all the same. Not within a transaction.
   */
  Outcome carryOut(Request request);

  /**
   * @param key names the action for ever, also to the other system; a repeat changes nothing
   * @param caseId the case whose decision may undo it; null if there is none
   */
  record Request(
      String key, NextAction action, String customerId, @Nullable CaseId caseId, String reason) {}

  /**
   * @param done false while it is still to be tried again
   * @param log what was done where, and how long it took, in words for people
   */
  record Outcome(NextAction action, boolean done, String log) {}
}
