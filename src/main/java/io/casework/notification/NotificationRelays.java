package io.casework.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts the channels, once it is known that each destination of the matrix has one. */
@Component
class NotificationRelays implements SmartLifecycle {

  private final Map<String, Notifier> notifiers;
  private final List<ChannelRelay> relays;
  private final Takeover takeover;
  private final Addressing addressing;
  private final NotificationProperties properties;
  private volatile boolean running;

  NotificationRelays(
      List<Notifier> channels,
      Deliveries deliveries,
      Takeover takeover,
      Addressing addressing,
      NotificationBells bells,
      NotificationProperties properties,
      ObjectMapper json,
      Clock clock) {
    this.notifiers =
        channels.stream().collect(Collectors.toMap(Notifier::channel, Function.identity()));
    this.takeover = takeover;
    this.addressing = addressing;
    this.properties = properties;
    var idle = properties.pollInterval();
    this.relays =
        properties.dryRun()
            ? List.of(
                new ChannelRelay(
                    "dry-run",
                    List.copyOf(notifiers.keySet()),
                    new DryRunCarrier(
                        notifiers,
                        new LiveCarrier(notifiers.get("email"), deliveries, properties, clock),
                        deliveries,
                        properties.dryRunFile(),
                        json),
                    deliveries,
                    bells.hang(),
                    idle))
            : channels.stream()
                .map(
                    each ->
                        new ChannelRelay(
                            each.channel(),
                            List.of(each.channel()),
                            new LiveCarrier(each, deliveries, properties, clock),
                            deliveries,
                            bells.hang(),
                            idle))
                .toList();
  }

  @Override
  public void start() {
    check();
    takeover.adopt();
    takeover.release();
    relays.forEach(ChannelRelay::start);
    running = true;
  }

  /** A message that nobody can get should be known before it is sent. */
  private void check() {
    var named = addressing.named();
    var missing =
        named.stream()
            .filter(
                each ->
                    !notifiers.containsKey(each.channel())
                        || !properties.dryRun()
                            && !notifiers.get(each.channel()).knows(each.name()))
            .map(Destination::toString)
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "notification-matrix.dmn names destinations that are not configured: "
              + String.join(", ", missing)
              + "; configure them, or name them or their channels in"
              + " casework.notification.not-used");
    }
  }

  @Override
  public void stop() {
    running = false;
    relays.forEach(ChannelRelay::stop);
  }

  /** After those who ask for messages. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
