package io.casework.broker;

/** What messages can be sent to: a queue or a topic. */
interface Destination {

  String path();

  /**
   * Adds to the plan what storing the message means.
   *
   * @return the number under which a scheduled message can be cancelled, or 0 where there is none
   */
  long accept(MessageContent message, Plan plan);

  void cancelScheduled(long sequence);
}
