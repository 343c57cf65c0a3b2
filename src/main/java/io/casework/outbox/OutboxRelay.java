package io.casework.outbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.casework.core.Failpoints;
import io.casework.core.Rounds;
import io.casework.outbox.JdbcOutbox.Claimed;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Carries messages to the bus as soon as they are committed, in batches; waits longer while the bus
 * is away.
 *
 * <p>A batch that is refused is tried message by message, so that a bad one stops nobody; one that
 * is refused {@value #MOST_TRIES} times is given up and waits for people.
 */
@Component
class OutboxRelay implements SmartLifecycle {

  static final int MOST_TRIES = 10;

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
  private static final int BATCH = 500;
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration LONGEST_AWAY = Duration.ofSeconds(15);
  private static final Duration LONGEST_REFUSED = Duration.ofMinutes(5);

  private final JdbcOutbox outbox;
  private final OutboxBus bus;
  private final OutboxBell bell;
  private final Clock clock;
  private final boolean alone;
  private final Rounds rounds = new Rounds("outbox", this::turn);
  private int failures;

  OutboxRelay(
      JdbcOutbox outbox,
      OutboxBus bus,
      OutboxBell bell,
      Clock clock,
      @Value("${spring.datasource.url}") String database) {
    this.outbox = outbox;
    this.bus = bus;
    this.bell = bell;
    this.clock = clock;
    this.alone = database.startsWith("jdbc:h2:");
  }

  private Duration turn() throws InterruptedException {
    try {
      var taken = deliver();
      failures = 0;
      if (taken < BATCH) {
        bell.await(IDLE);
      }
      return Duration.ZERO;
    } catch (RuntimeException e) {
      failures++;
      log.warn("outbox: not delivered, try {}: {}", failures, e.toString());
      return jittered(IDLE, failures, LONGEST_AWAY);
    }
  }

  /** Hands over what is due; returns how much that was. */
  int deliver() {
    var due = outbox.claim(BATCH);
    var byDestination =
        due.stream()
            .collect(
                groupingBy(each -> each.message().destination(), LinkedHashMap::new, toList()));
    BusAway away = null;
    for (var batch : byDestination.entrySet()) {
      try {
        deliver(batch.getKey(), batch.getValue());
      } catch (BusAway e) {
        outbox.notTaken(batch.getValue());
        away = e;
      }
    }
    if (away != null) {
      throw away;
    }
    return due.size();
  }

  private void deliver(Destination destination, List<Claimed> batch) {
    try {
      bus.send(destination, batch.stream().map(Claimed::message).toList());
    } catch (BusAway e) {
      throw e;
    } catch (RuntimeException e) {
      if (batch.size() > 1) {
        batch.forEach(each -> deliver(destination, List.of(each)));
      } else {
        refused(batch.get(0), e);
      }
      return;
    }
    pass(destination);
    outbox.sent(destination, batch);
  }

  private static void pass(Destination destination) {
    switch (destination) {
      case ROUTED_CASES -> Failpoints.hit("route.after-send");
      case MODEL_FEEDBACK -> Failpoints.hit("feedback.after-send");
      case RETRAINING -> Failpoints.hit("retrain.after-publish");
      default -> {}
    }
  }

  private void refused(Claimed message, RuntimeException cause) {
    var failure = cause.getClass().getSimpleName();
    log.warn(
        "outbox: {} refused on try {} of {}: {}",
        message.message().key(),
        message.attempt(),
        MOST_TRIES,
        failure);
    if (message.attempt() >= MOST_TRIES) {
      outbox.givenUp(message, failure);
    } else {
      outbox.refused(
          message,
          failure,
          clock
              .instant()
              .plus(jittered(Duration.ofSeconds(5), message.attempt(), LONGEST_REFUSED)));
    }
  }

  /** Doubles with each try, and not for all at the same second. */
  private static Duration jittered(Duration first, int attempt, Duration longest) {
    var step = Math.min(first.toMillis() << Math.min(attempt - 1, 10), longest.toMillis());
    return Duration.ofMillis(step / 2 + ThreadLocalRandom.current().nextLong(step / 2 + 1));
  }

  @Override
  public void start() {
    if (alone) {
      // Whoever held a lease is gone: only one process can open this database.
      outbox.release();
    }
    rounds.start();
  }

  @Override
  public void stop() {
    bell.ring();
    rounds.stop();
  }

  /** After those who leave messages. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
  }
}
