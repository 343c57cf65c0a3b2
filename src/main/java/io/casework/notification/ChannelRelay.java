package io.casework.notification;

import io.casework.core.Bell;
import io.casework.core.Rounds;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of its own for a channel, so that one that hangs stops no other. */
class ChannelRelay {

  private static final Logger log = LoggerFactory.getLogger(ChannelRelay.class);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(2);

  private final List<String> channels;
  private final Carrier carrier;
  private final Deliveries deliveries;
  private final Bell bell;
  private final Duration idle;
  private final Rounds rounds;

  ChannelRelay(
      String name,
      List<String> channels,
      Carrier carrier,
      Deliveries deliveries,
      Bell bell,
      Duration idle) {
    this.channels = channels;
    this.carrier = carrier;
    this.deliveries = deliveries;
    this.bell = bell;
    this.idle = idle;
    this.rounds = new Rounds("notify-" + name, this::turn);
  }

  private Duration turn() throws InterruptedException {
    try {
      if (deliverDue() < carrier.batch()) {
        bell.await(idle);
      }
      return Duration.ZERO;
    } catch (RuntimeException e) {
      log.warn("notifications of {} stand still: {}", channels, e.toString());
      return AFTER_A_FAULT;
    }
  }

  /** Delivers what is due; returns how many were tried. */
  int deliverDue() {
    var claimed = deliveries.claim(channels, carrier.batch());
    if (!claimed.isEmpty()) {
      carrier.carry(claimed);
    }
    return claimed.size();
  }

  void start() {
    rounds.start();
  }

  void stop() {
    bell.ring();
    rounds.stop();
  }
}
