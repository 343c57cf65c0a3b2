package io.casework.outbox;

import java.util.List;

/** The bus as the outbox sees it. */
interface OutboxBus {

  /**
   * Sends the messages to one destination and returns when the bus has stored them all.
   *
   * @throws BusAway when the bus is not there
   * @throws RuntimeException when it refuses one of the messages
   */
  void send(Destination destination, List<OutgoingMessage> messages);
}
