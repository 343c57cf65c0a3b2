package io.casework.notification;

/**
 * A channel to people. Throws when the message could not be handed over; it is then tried again.
 */
interface Notifier {

  void deliver(Notice notice);
}
