package io.casework.notification;

import io.casework.core.Failpoints;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages to a channel, one after the other, and has the patience that channels need: about
 * 5 s after the first failure, 20 s after the second, then the fallback.
 *
 * <p>Who does not answer, or wants to be left alone, is not asked again for the rest of the batch.
 */
class LiveCarrier implements Carrier {

  private static final Logger log = LoggerFactory.getLogger(LiveCarrier.class);

  private static final Duration TURN = Duration.ofSeconds(20);
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(20));

  private final Notifier notifier;
  private final Deliveries deliveries;
  private final NotificationProperties properties;
  private final Clock clock;

  LiveCarrier(
      Notifier notifier, Deliveries deliveries, NotificationProperties properties, Clock clock) {
    this.notifier = notifier;
    this.deliveries = deliveries;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public int batch() {
    return 50;
  }

  @Override
  public void carry(List<Delivery> claimed) {
    var end = System.nanoTime() + TURN.toNanos();
    var doors = new HashMap<String, Outcome>();
    for (var delivery : claimed) {
      if (System.nanoTime() > end) {
        // Others may take it from here on; it has not been tried.
        deliveries.hold(delivery, "its turn did not come", clock.instant());
      } else {
        carry(delivery, doors);
      }
    }
  }

  private void carry(Delivery delivery, Map<String, Outcome> doors) {
    var door = notifier.door(delivery.destination());
    var known = doors.get(door);
    if (known == null) {
      var outcome = attempt(delivery);
      if (outcome.concernsTheDoor()) {
        doors.put(door, outcome);
      }
      settle(delivery, outcome);
    } else if (waitsFor(delivery, known)) {
      deliveries.hold(delivery, known.why(), clock.instant().plus(known.after()));
    } else {
      settle(delivery, known);
    }
  }

  /** A channel that said when to come back is not asked before, unless that takes too long. */
  private boolean waitsFor(Delivery delivery, Outcome outcome) {
    return outcome.kind() == Outcome.Kind.BUSY
        && clock
            .instant()
            .plus(outcome.after())
            .isBefore(delivery.askedAt().plus(properties.patience()));
  }

  private Outcome attempt(Delivery delivery) {
    try {
      var outcome = notifier.send(notifier.prepare(delivery));
      if (outcome.kind() == Outcome.Kind.DELIVERED) {
        Failpoints.hit("notify.after-send");
      }
      return outcome;
    } catch (Notifier.Unfit e) {
      return Outcome.refused(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.error("notification {} to {}", delivery.notice().key(), delivery.destination(), e);
      return Outcome.failed(e.getClass().getSimpleName());
    }
  }

  private void settle(Delivery delivery, Outcome outcome) {
    if (outcome.kind() == Outcome.Kind.DELIVERED) {
      deliveries.delivered(List.of(delivery));
      return;
    }
    var last =
        outcome.kind() == Outcome.Kind.REFUSED
            || outcome.after().compareTo(properties.patience()) > 0
            || delivery.attempt() >= properties.maxAttempts();
    log.warn(
        "notification {} to {}: {}, try {} of {}{}",
        delivery.notice().key(),
        delivery.destination(),
        outcome.why(),
        delivery.attempt(),
        properties.maxAttempts(),
        last ? ", given up" : "");
    if (last) {
      deliveries.giveUp(delivery, outcome.why());
    } else {
      deliveries.again(delivery, outcome.why(), clock.instant().plus(pause(delivery, outcome)));
    }
  }

  /** A fifth less or more, so that what failed together does not come back together. */
  private static Duration pause(Delivery delivery, Outcome outcome) {
    if (outcome.kind() == Outcome.Kind.BUSY) {
      return outcome.after();
    }
    var pause = PAUSES.get(Math.min(delivery.attempt(), PAUSES.size()) - 1).toMillis();
    return Duration.ofMillis(pause * 4 / 5 + ThreadLocalRandom.current().nextLong(pause * 2 / 5));
  }
}
