package io.casework.broker;

import org.jspecify.annotations.Nullable;

/** Somebody who reads a partition from a position on. */
interface EventReader {

  String consumerGroup();

  /** Readers with an owner level do not share; null for those that do. */
  @Nullable Long ownerLevel();

  boolean isReady();

  long nextSequence();

  /** Hands over an event; the reader then waits for the one after it. */
  void deliver(StoredEvent event, StoredEvent last);

  void displaced();
}
