package io.casework.cases;

/** The case is not in a state that allows this, or somebody else was faster. */
public class CaseConflict extends RuntimeException {

  public CaseConflict(String message) {
    super(message);
  }
}
