package io.casework.broker;

import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Link;

/** The broker's end of a link. */
interface LinkHandler {

  Link link();

  /** The entity that the link leads to; empty where it leads to none. */
  String path();

  /** What the client needs leave for; empty where it needs none. */
  default String address() {
    return path();
  }

  /** The other side changed its credit. */
  default void flow() {}

  /** A transfer came in, or news of one that went out. */
  default void delivery(Delivery delivery) {}

  /** The link is gone, for whatever reason. */
  default void closed() {}

  /** There is room again in the connection's buffers. */
  default void drained() {}
}
