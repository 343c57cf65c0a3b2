package io.casework.attachments;

/** Nothing is wrong with the request; a later try may succeed. */
public final class NotNow extends RuntimeException {

  private static final long serialVersionUID = 1;

  NotNow(String message) {
    super(message);
  }
}
