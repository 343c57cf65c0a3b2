package io.casework.alerts;

/** A source cannot be read now; the message names the source and what is wrong, no secrets. */
public final class SourceFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  public SourceFailed(String message, Throwable cause) {
    super(message, cause);
  }

  public SourceFailed(String message) {
    super(message);
  }
}
