package io.casework.alerts;

import io.casework.core.Refused;

/** The alert is not as the caller thought. */
public final class AlertConflict extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Refused why;
  private final transient Alert current;

  AlertConflict(Refused why, Alert current) {
    super(why.getMessage(), why);
    this.why = why;
    this.current = current;
  }

  /** Field and rule. */
  public Refused why() {
    return why;
  }

  /** How it is. */
  public Alert current() {
    return current;
  }
}
