package io.casework.invariants;

import io.casework.core.Invariant;
import io.casework.core.Rounds;
import io.casework.invariants.Findings.Finding;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The oracle asks on its own account, on every node; the metrics tell what it found last. */
@Component
class OracleRounds implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OracleRounds.class);
  private static final Duration DAY = Duration.ofDays(1);

  private final Oracle oracle;
  private final KnownBreaches known;
  private final InvariantProperties properties;
  private final Clock clock;
  private final Map<String, Double> breaches = new ConcurrentHashMap<>();
  private final Rounds rounds = new Rounds("invariants", this::turn);
  private volatile double checkedAt = Double.NaN;
  private Instant wholeAt = Instant.EPOCH;
  private boolean rested;

  OracleRounds(
      Oracle oracle,
      List<Invariant> invariants,
      KnownBreaches known,
      InvariantProperties properties,
      Clock clock,
      MeterRegistry meters) {
    this.oracle = oracle;
    this.known = known;
    this.properties = properties;
    this.clock = clock;
    TimeGauge.builder("casework.invariants.checked", () -> checkedAt, TimeUnit.SECONDS)
        .description("When all invariants were last checked, as Unix time")
        .register(meters);
    // Before the first check it is not known, which is not zero.
    invariants.stream().map(Invariant::id).distinct().forEach(id -> gauge(id, meters));
  }

  private Duration turn() {
    // Not in the bustle of the start.
    if (rested) {
      look();
    }
    rested = true;
    return properties.every();
  }

  /** Looks at all invariants, and tells what has changed since the last time. */
  void look() {
    try {
      var findings = oracle.check(since(clock.instant()), null);
      findings.invariants().forEach(this::measure);
      known.compare(findings.invariants());
      checkedAt = findings.checkedAt().toEpochMilli() / 1000.0;
    } catch (RuntimeException e) {
      log.error("invariants: cannot be checked: {}", e.getClass().getName());
    }
  }

  /** Looking at everything is dear where there are many cases: once a day. */
  private Instant since(Instant now) {
    if (now.isBefore(wholeAt.plus(DAY))) {
      return now.minus(properties.reach());
    }
    wholeAt = now;
    return Instant.EPOCH;
  }

  private void measure(Finding finding) {
    var found = finding.breaches();
    if (found != null && found > 0) {
      log.error("invariant {}: {} breaches: {}", finding.id(), found, finding.examples());
    }
    // What cannot be checked is neither zero nor a number.
    breaches.put(finding.id(), found == null ? Double.NaN : found.doubleValue());
  }

  private void gauge(String id, MeterRegistry meters) {
    Gauge.builder("casework.invariant.breaches", () -> breaches.getOrDefault(id, Double.NaN))
        .tag("invariant", id)
        .description("How often an invariant was found broken at the last check")
        .register(meters);
  }

  @Override
  public void start() {
    rounds.start();
  }

  @Override
  public void stop() {
    rounds.stop();
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
  }
}
