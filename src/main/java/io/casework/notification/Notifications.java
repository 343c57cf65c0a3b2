package io.casework.notification;

/** Where the rooms ask for messages to people. */
public interface Notifications {

  /**
   * Asks for a message in the caller's transaction; it is delivered after the commit.
   *
   * @return false if the same key was asked for before
   */
  boolean send(Notice notice);
}
