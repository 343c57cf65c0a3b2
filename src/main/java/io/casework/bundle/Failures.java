package io.casework.bundle;

import java.util.Arrays;

/** Failures as they may stand in a log. */
final class Failures {

  private Failures() {}

  /** What failed where, cause by cause, without the messages: these may quote what was read. */
  static String place(Throwable failure) {
    var text = new StringBuilder();
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      text.append(text.isEmpty() ? "" : " by ").append(cause.getClass().getName());
      Arrays.stream(cause.getStackTrace())
          .filter(frame -> frame.getClassName().startsWith("io.casework."))
          .findFirst()
          .ifPresent(frame -> text.append(" at ").append(frame));
    }
    return text.toString();
  }
}
