package io.casework.intake;

import io.casework.core.CaseEvent;
import io.casework.core.OperationsEvent;
import io.casework.core.Rounds;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stops taking messages while the installation is at one of its limits, and goes on when it is down
 * to half of it.
 *
 * <p>Nothing is given back: what is in hand is finished, what was received waits with its lock
 * renewed, the rest stays on the bus. People can work meanwhile; only the health group {@code
 * intake} is down.
 */
@Component("intakeHealthIndicator")
@ConditionalOnProperty(name = "casework.intake.enabled", matchIfMissing = true)
class Backpressure implements SmartLifecycle, HealthIndicator {

  private static final Logger log = LoggerFactory.getLogger(Backpressure.class);
  private static final double WELL_AGAIN = 0.5;

  private final Strains strains;
  private final ServiceBusListeners listeners;
  private final ApplicationEventPublisher facts;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Duration interval;
  private final Map<Strain, Double> loads = new ConcurrentHashMap<>();
  private final Rounds rounds = new Rounds("backpressure", this::turn);
  private volatile Set<Strain> standing = Set.of();
  private Instant since = Instant.EPOCH;

  Backpressure(
      Strains strains,
      ServiceBusListeners listeners,
      IntakeProperties properties,
      ApplicationEventPublisher facts,
      PlatformTransactionManager transactions,
      Clock clock,
      MeterRegistry meters) {
    this.strains = strains;
    this.listeners = listeners;
    this.facts = facts;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
    this.interval = properties.limits().interval();
    Gauge.builder("casework.intake.paused", () -> standing.isEmpty() ? 0 : 1)
        .description("1 while no messages are taken because of a limit")
        .register(meters);
    for (var strain : Strain.values()) {
      Gauge.builder("casework.intake.load", () -> loads.getOrDefault(strain, 0.0))
          .description("How near intake is to a limit; at 1 it pauses, at 0.5 it goes on")
          .tag("limit", strain.name().toLowerCase(Locale.ROOT))
          .register(meters);
    }
  }

  private Duration turn() throws InterruptedException {
    try {
      loads.putAll(strains.measure());
      decide();
    } catch (RuntimeException e) {
      log.warn("intake: could not be paused or resumed: {}", e.toString());
    }
    return interval;
  }

  private void decide() {
    var before = standing;
    var now = standing(before, loads);
    if (now.equals(before)) {
      return;
    }
    listeners.hold(!now.isEmpty(), now.stream().anyMatch(Strain::stopsAll));
    standing = Set.copyOf(now);
    if (before.isEmpty()) {
      since = clock.instant();
      log.warn("intake pauses: {}", names(now));
    } else if (now.isEmpty()) {
      log.info("intake goes on after {}", Duration.between(since, clock.instant()));
      tell(before);
    }
  }

  /** Once it stands, a strain ends at half of its limit: intake must not flicker. */
  static Set<Strain> standing(Set<Strain> before, Map<Strain, Double> loads) {
    var now = EnumSet.noneOf(Strain.class);
    loads.forEach(
        (strain, load) -> {
          if (load > (before.contains(strain) ? WELL_AGAIN : 1)) {
            now.add(strain);
          }
        });
    return now;
  }

  private void tell(Set<Strain> over) {
    transaction.executeWithoutResult(
        status ->
            facts.publishEvent(
                new OperationsEvent(
                    "intake_was_paused",
                    null,
                    CaseEvent.SYSTEM,
                    Map.of(
                        "limits",
                        names(over),
                        "seconds",
                        Duration.between(since, clock.instant()).toSeconds()))));
  }

  private static List<String> names(Set<Strain> strains) {
    return strains.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).sorted().toList();
  }

  @Override
  public Health health() {
    var over = standing;
    return over.isEmpty()
        ? Health.up().build()
        : Health.down().withDetail("limits", names(over)).build();
  }

  @Override
  public void start() {
    rounds.start();
  }

  @Override
  public void stop() {
    rounds.stop();
    standing = Set.of();
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
  }

  /** After the listeners when starting, before them when stopping. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
