package io.casework.outbox;

import io.casework.core.Rounds;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Carries messages to the bus as soon as they are committed; waits longer while the bus is away.
 */
@Component
class OutboxRelay implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
  private static final int BATCH = 500;
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final JdbcOutbox outbox;
  private final OutboxBus bus;
  private final OutboxBell bell;
  private final Rounds rounds = new Rounds("outbox", this::turn);
  private int failures;

  OutboxRelay(JdbcOutbox outbox, OutboxBus bus, OutboxBell bell) {
    this.outbox = outbox;
    this.bus = bus;
    this.bell = bell;
  }

  private Duration turn() throws InterruptedException {
    try {
      var sent = outbox.drain(BATCH, bus);
      failures = 0;
      if (sent < BATCH) {
        bell.await(IDLE);
      }
      return Duration.ZERO;
    } catch (RuntimeException e) {
      failures++;
      log.warn("outbox: not delivered, try {}: {}", failures, e.getClass().getName());
      var wait = IDLE.multipliedBy(1L << Math.min(failures, 5));
      return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
  }

  @Override
  public void start() {
    rounds.start();
  }

  @Override
  public void stop() {
    bell.ring();
    rounds.stop();
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
  }
}
