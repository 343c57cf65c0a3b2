package io.casework.broker;

import java.time.Instant;
import java.util.function.Consumer;

/** Something with an address that keeps state; its state is the sum of the changes applied. */
interface Entity {

  /** In lower case, for addresses are compared without regard to case. */
  String path();

  void apply(Change change);

  /** The shortest list of changes that leads to the present state. */
  void snapshot(Consumer<Change> changes);

  /** Roughly what the state takes on disk. */
  long bytes();

  /** Does what has become due. */
  default void tick(Instant now) {}

  /** Hands out what is ready to whoever has asked for it. */
  default void dispatch() {}
}
