package io.casework.console;

import io.casework.cases.NoSuchCase;
import io.casework.core.CaseId;

/**
 * The case exists, but not for this person: answered like an unknown one, recorded as a refusal.
 */
class HiddenCase extends NoSuchCase {

  private final transient CaseId caseId;
  private final transient Desk desk;

  HiddenCase(CaseId caseId, Desk desk) {
    super(caseId);
    this.caseId = caseId;
    this.desk = desk;
  }

  CaseId caseId() {
    return caseId;
  }

  Desk desk() {
    return desk;
  }
}
