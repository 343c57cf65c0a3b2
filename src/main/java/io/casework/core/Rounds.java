package io.casework.core;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A thread of our own that works in turns until it is stopped.
 *
 * <p>It is never interrupted: an interrupt in the midst of a commit closes H2's file for everybody.
 */
public final class Rounds {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Turn turn;
  private CountDownLatch ending = new CountDownLatch(0);
  private Thread thread = new Thread();

  public Rounds(String name, Turn turn) {
    this.name = name;
    this.turn = turn;
  }

  public synchronized void start() {
    ending = new CountDownLatch(1);
    thread = new Thread(() -> work(ending), name);
    thread.setDaemon(true);
    thread.start();
  }

  private void work(CountDownLatch end) {
    try {
      while (!end.await(turn.take().toNanos(), TimeUnit.NANOSECONDS)) {
        // the next turn
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the turn that is under way end, for ten seconds at most. */
  public synchronized void stop() {
    ending.countDown();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public synchronized boolean isRunning() {
    return ending.getCount() > 0;
  }

  /** One turn of work. */
  @FunctionalInterface
  public interface Turn {

    /**
     * Does what there is to do, throws nothing else, and says how long to rest; zero: not at all.
     */
    Duration take() throws InterruptedException;
  }
}
