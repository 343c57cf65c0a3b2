package io.casework.broker;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to be done a little later, on the broker's thread. */
final class Timers {

  private record Timer(long dueNanos, Runnable task) {}

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::dueNanos));

  void later(Duration delay, Runnable task) {
    timers.add(new Timer(System.nanoTime() + delay.toNanos(), task));
  }

  void runDue() {
    while (!timers.isEmpty() && timers.peek().dueNanos() <= System.nanoTime()) {
      timers.remove().task().run();
    }
  }
}
