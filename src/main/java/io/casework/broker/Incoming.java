package io.casework.broker;

import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.jspecify.annotations.Nullable;

/** Collects the transfers that make up a message, up to a size. */
final class Incoming {

  static final int MOST_BYTES = 256 * 1024;
  static final int MOST_BYTES_OF_EVENTS = 1024 * 1024;

  private static final int CREDIT = 200;

  private final Receiver receiver;
  private final int mostBytes;

  Incoming(Receiver receiver, int mostBytes) {
    this.receiver = receiver;
    this.mostBytes = mostBytes;
  }

  int mostBytes() {
    return mostBytes;
  }

  void grantCredit() {
    if (receiver.getCredit() <= CREDIT / 2) {
      receiver.flow(CREDIT - receiver.getCredit());
    }
  }

  /** The whole message, or null while there is more to come. */
  byte @Nullable [] read(Delivery delivery) {
    if (delivery.isAborted()) {
      receiver.advance();
      delivery.settle();
      return null;
    }
    if (delivery.pending() > mostBytes) {
      throw new Refusal(
          Conditions.MESSAGE_TOO_LARGE,
          "The message is larger than the " + mostBytes + " bytes that are allowed.");
    }
    if (!delivery.isReadable() || delivery.isPartial()) {
      return null;
    }
    byte[] wire = new byte[delivery.pending()];
    receiver.recv(wire, 0, wire.length);
    receiver.advance();
    return wire;
  }
}
