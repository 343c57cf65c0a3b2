package io.casework.intake;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets handlers in while the application runs and waits for them when it stops.
 *
 * <p>Closing the SDK's processor returns at once, interrupts handlers and cuts off their settling;
 * so nothing is closed before everybody is out.
 */
final class DrainGate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private int inside;
  private boolean closed;

  /** False when the gate is closed: leave the message alone, its lock will expire. */
  boolean enter() {
    lock.lock();
    try {
      if (!closed) {
        inside++;
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      inside--;
      empty.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void open() {
    lock.lock();
    try {
      closed = false;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the gate; false if somebody was still inside after the time. */
  boolean close(Duration patience) {
    var left = patience.toNanos();
    lock.lock();
    try {
      closed = true;
      while (inside > 0 && left > 0) {
        left = empty.awaitNanos(left);
      }
      return inside == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
