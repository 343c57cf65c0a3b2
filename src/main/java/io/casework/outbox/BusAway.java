package io.casework.outbox;

/** The bus could not be asked, or did not answer; that says nothing about the messages. */
class BusAway extends RuntimeException {

  BusAway(Throwable cause) {
    super(cause);
  }
}
