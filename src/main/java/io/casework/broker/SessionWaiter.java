package io.casework.broker;

import java.time.Instant;

/** Somebody who waits for whatever session becomes free. */
interface SessionWaiter {

  Instant deadline();

  boolean isGone();

  void accepted(SessionEntity session);

  void timedOut();
}
