package io.casework.bundle;

/** What was brought for checking is not what it should be; the message says where and why. */
final class Unsound extends RuntimeException {

  private static final long serialVersionUID = 1;

  Unsound(String where, String why) {
    super(where + ": " + why);
  }
}
