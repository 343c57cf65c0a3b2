package io.casework.cases;

import io.casework.core.CaseId;

/** The case does not exist, or the caller may not know that it does. */
public class NoSuchCase extends RuntimeException {

  public NoSuchCase(CaseId caseId) {
    super("no case " + caseId);
  }
}
