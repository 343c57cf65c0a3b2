package io.casework.bundle;

import io.casework.core.CaseId;

/** Where the rooms ask for case bundles. */
public interface Bundles {

  /**
   * Asks for the next bundle of a case in the caller's transaction; it is made after the commit.
   *
   * @param reason {@code closing}, {@code escalation} or {@code request}
   * @param actor who asks: a user id or {@code system}
   */
  void request(CaseId caseId, String reason, String actor);
}
