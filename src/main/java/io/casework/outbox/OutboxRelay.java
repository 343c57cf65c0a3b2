package io.casework.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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
  private volatile boolean running;
  private Thread thread = new Thread();

  OutboxRelay(JdbcOutbox outbox, OutboxBus bus, OutboxBell bell, MeterRegistry meters) {
    this.outbox = outbox;
    this.bus = bus;
    this.bell = bell;
    Gauge.builder("casework.outbox.waiting", outbox, JdbcOutbox::waiting).register(meters);
  }

  @Override
  public void start() {
    running = true;
    thread = new Thread(this::relay, "outbox");
    thread.setDaemon(true);
    thread.start();
  }

  private void relay() {
    var failures = 0;
    while (running) {
      try {
        var sent = outbox.drain(BATCH, bus);
        failures = 0;
        if (sent < BATCH) {
          bell.await(IDLE);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        failures++;
        log.warn("outbox: not delivered, try {}: {}", failures, e.getClass().getName());
        if (!rest(IDLE.multipliedBy(1L << Math.min(failures, 5)))) {
          return;
        }
      }
    }
  }

  private static boolean rest(Duration wanted) {
    try {
      Thread.sleep(Math.min(wanted.toMillis(), LONGEST.toMillis()));
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Override
  public void stop() {
    running = false;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
