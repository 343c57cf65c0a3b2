package io.casework.notification;

import java.time.Duration;

/**
 * How a try ended.
 *
 * @param why in a few words, with nothing secret or personal in it
 * @param after how long the other side wants to be left alone; zero if it said nothing
 */
record Outcome(Kind kind, String why, Duration after) {

  static final Outcome DELIVERED = new Outcome(Kind.DELIVERED, "", Duration.ZERO);

  static Outcome failed(String why) {
    return new Outcome(Kind.FAILED, why, Duration.ZERO);
  }

  static Outcome silent(String why) {
    return new Outcome(Kind.SILENT, why, Duration.ZERO);
  }

  static Outcome busy(String why, Duration after) {
    return new Outcome(Kind.BUSY, why, after);
  }

  static Outcome refused(String why) {
    return new Outcome(Kind.REFUSED, why, Duration.ZERO);
  }

  /** Whether others who wanted to go there now would hear the same. */
  boolean concernsTheDoor() {
    return kind == Kind.SILENT || kind == Kind.BUSY;
  }

  enum Kind {
    /** It is there. */
    DELIVERED,
    /** An error that may be gone next time. */
    FAILED,
    /** Nobody answered, or not in time. */
    SILENT,
    /** Not now: it says when. */
    BUSY,
    /** Never: trying again is of no use. */
    REFUSED
  }
}
