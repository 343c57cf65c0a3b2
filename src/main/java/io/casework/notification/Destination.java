package io.casework.notification;

/**
 * Where a message goes: {@code slack:compliance-high}.
 *
 * @param name of a list or a place, or {@code user:<id>} for one person
 */
record Destination(String channel, String name) {

  private static final String USER = "user:";

  static Destination of(String text) {
    var parts = text.split(":", 2);
    if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
      throw new IllegalArgumentException(
          "a destination is <channel>:<name>, and not '%s'".formatted(text));
    }
    return new Destination(parts[0], parts[1]);
  }

  /** The person, when the message is for one; otherwise empty. */
  String user() {
    return name.startsWith(USER) ? name.substring(USER.length()) : "";
  }

  /** The same for all persons, so that there are few. */
  String label() {
    return channel + ":" + (user().isEmpty() ? name : "user");
  }

  @Override
  public String toString() {
    return channel + ":" + name;
  }
}
