package io.casework.intake;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets handlers in while the application runs, keeps them waiting while it is held, and waits for
 * them when it stops.
 *
 * <p>Closing the SDK's processor returns at once, interrupts handlers and cuts off their settling;
 * so nothing is closed before everybody is out.
 */
final class DrainGate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private final Condition released = lock.newCondition();
  private int inside;
  private boolean held;
  private boolean closed;

  /**
   * Waits while the gate is held. False when it is closed: leave the message alone, its lock will
   * expire.
   */
  boolean enter() {
    lock.lock();
    try {
      while (held && !closed) {
        released.await();
      }
      if (!closed) {
        inside++;
      }
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  void hold(boolean held) {
    lock.lock();
    try {
      this.held = held;
      released.signalAll();
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
      released.signalAll();
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
