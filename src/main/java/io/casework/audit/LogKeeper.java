package io.casework.audit;

import io.casework.archive.ArchiveConflict;
import io.casework.core.CaseEvent;
import io.casework.core.OperationsEvent;
import io.casework.core.Refused;
import io.casework.core.Rounds;
import io.casework.lease.Leases;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes in and ships, again and again; what fails is tried again at the next turn.
 *
 * <p>Only two things stop it: an archive that holds other bytes than we would write ends the
 * shipping; one that is ahead of a restored database ends the numbering too. Then somebody has to
 * look, so health is down; the application goes on, and facts are recorded as always.
 */
@Component("auditLog")
class LogKeeper implements SmartLifecycle, HealthIndicator {

  private static final Logger log = LoggerFactory.getLogger(LogKeeper.class);

  /** All nodes would ship the same bytes: one is enough, and its time stamps are the only ones. */
  private static final String SHIPPING = "audit-shipping";

  private static final Duration SPAN = Duration.ofSeconds(15);

  private final Sequencer sequencer;
  private final Shipper shipper;
  private final Leases leases;
  private final ApplicationEventPublisher facts;
  private final TransactionTemplate transaction;
  private final Duration interval;
  private final Counter records;
  private volatile @Nullable String conflict;
  private final Rounds rounds = new Rounds("audit-log", this::rest);
  private int failures;

  LogKeeper(
      Sequencer sequencer,
      Shipper shipper,
      Leases leases,
      ApplicationEventPublisher facts,
      PlatformTransactionManager transactions,
      AuditProperties properties,
      MeterRegistry meters) {
    this.sequencer = sequencer;
    this.shipper = shipper;
    this.leases = leases;
    this.facts = facts;
    this.transaction = new TransactionTemplate(transactions);
    this.interval = properties.interval();
    this.records =
        Counter.builder("casework.audit.records")
            .description("Facts that were taken into the log")
            .register(meters);
  }

  /** One turn; false when it is to be tried again. */
  boolean turn() throws InterruptedException {
    try {
      records.increment(sequencer.takeIn());
      if (conflict == null && leases.take(SHIPPING, SPAN)) {
        shipper.ship();
      }
      return true;
    } catch (ArchiveConflict e) {
      stop("shipping has stopped", e.getMessage());
      return true;
    } catch (Refused e) {
      stop("no record gets its place", e.getMessage());
      return false;
    } catch (IOException | RuntimeException e) {
      log.warn("audit: will be tried again: {}", e.toString());
      return false;
    }
  }

  private void stop(String what, @Nullable String why) {
    if (conflict == null) {
      conflict = why;
      log.error("audit: {}: {}", what, why);
      tell(String.valueOf(why));
    }
  }

  private void tell(String what) {
    transaction.executeWithoutResult(
        status ->
            facts.publishEvent(
                new OperationsEvent(
                    "audit_conflict", null, CaseEvent.SYSTEM, Map.of("what", what))));
  }

  @Override
  public Health health() {
    var found = conflict;
    return found == null
        ? Health.up().build()
        : Health.down().withDetail("conflict", found).build();
  }

  private Duration rest() throws InterruptedException {
    failures = turn() ? 0 : Math.min(failures + 1, 5);
    return interval.multipliedBy(1L << failures);
  }

  @Override
  public void start() {
    rounds.start();
  }

  @Override
  public void stop() {
    rounds.stop();
  }

  /** After those who record facts. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
  }
}
