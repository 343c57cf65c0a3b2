package io.casework.notification;

/**
 * A channel to people: it makes a message fit, and hands it over.
 *
 * <p>It says how one try ended; whether and when there is another one is the relay's business.
 */
interface Notifier {

  /** The first word of its destinations: {@code slack}. */
  String channel();

  /** Whether it is configured for this name. */
  boolean knows(String name);

  /** What stands behind a destination; destinations that share it are away together. */
  default String door(Destination destination) {
    return destination.toString();
  }

  /**
   * Makes the message fit; calls nobody.
   *
   * @throws Unfit if this message can never be sent there
   */
  Posting prepare(Delivery delivery);

  /** Hands it over, byte for byte; needs 20 s at most and throws nothing. */
  Outcome send(Posting posting);

  /** A message that a destination can never get, and why; nothing secret or personal. */
  final class Unfit extends RuntimeException {

    private static final long serialVersionUID = 1;

    Unfit(String why) {
      super(why);
    }
  }
}
