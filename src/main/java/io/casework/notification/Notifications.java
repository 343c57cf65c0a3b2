package io.casework.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the rooms ask for messages to people. */
public interface Notifications {

  /**
   * Asks for a message in the caller's transaction; it is delivered after the commit.
   *
   * @return false if the same key was asked for before
   */
  boolean send(Notice notice);

  /** Asks for many messages at once, whose keys the caller knows to be new. */
  void sendNew(List<Notice> notices);

  /** What became of a message so far, destination by destination; empty for an unknown key. */
  List<Told> told(String key);

  /**
   * @param state {@code waiting}, {@code sent} or {@code failed}
   */
  record Told(String destination, String state) {}

  /** Where such a message goes by the matrix: {@code slack:compliance-high}, and so on. */
  List<String> destinations(String kind, @Nullable String urgency, String audience);
}
