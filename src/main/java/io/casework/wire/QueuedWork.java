package io.casework.wire;

/** What a room does with the bodies of a queue; whoever offers one is served by intake. */
public interface QueuedWork {

  /** The queue's name on the bus. */
  String queue();

  /**
   * Does the work; when this returns, it is on disk and the message may go.
   *
   * @param messageId names the message; a repeat must change nothing
   * @return a word for the statistics
   * @throws Malformed if the body can never be worked on
   * @throws io.casework.core.Refused likewise
   */
  String take(byte[] body, String messageId);

  /**
   * Looks whether a body could be worked on; changes nothing.
   *
   * @throws Malformed if it never can
   * @throws io.casework.core.Refused likewise
   */
  void check(byte[] body);
}
