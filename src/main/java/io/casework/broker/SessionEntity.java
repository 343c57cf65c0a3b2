package io.casework.broker;

import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages that belong together: one receiver at a time, in order, with a note between them. */
final class SessionEntity {

  private final String id;
  private final TreeMap<Long, StoredMessage> ready = new TreeMap<>();
  private byte @Nullable [] state;
  private @Nullable Recipient owner;
  private Instant lockedUntil = Instant.EPOCH;

  SessionEntity(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  TreeMap<Long, StoredMessage> ready() {
    return ready;
  }

  byte @Nullable [] state() {
    return state;
  }

  void note(byte @Nullable [] newState) {
    state = newState;
  }

  @Nullable Recipient owner() {
    return owner;
  }

  boolean isFree() {
    return owner == null;
  }

  boolean isWorthAccepting() {
    return owner == null && !ready.isEmpty();
  }

  boolean isForgettable() {
    return owner == null && ready.isEmpty() && state == null;
  }

  void lock(Recipient newOwner, Instant until) {
    owner = newOwner;
    lockedUntil = until;
  }

  void renew(Instant until) {
    lockedUntil = until;
  }

  void unlock() {
    owner = null;
  }

  boolean hasLostItsLock(Instant now) {
    return owner != null && !lockedUntil.isAfter(now);
  }

  Instant lockedUntil() {
    return lockedUntil;
  }
}
