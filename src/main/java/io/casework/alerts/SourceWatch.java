package io.casework.alerts;

import io.casework.core.Rounds;
import io.casework.lease.Leases;
import io.casework.notification.Notifications;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at each source as soon as something may have arrived, and whole on a schedule.
 *
 * <p>A thread a source, so that a slow one keeps no other waiting; one node at a time.
 */
@Component
class SourceWatch implements SmartLifecycle {

  private static final Logger logger = LoggerFactory.getLogger(SourceWatch.class);

  /** A node that says nothing for so long has died; another, or the next start, takes over. */
  private static final Duration LEASE = Duration.ofSeconds(45);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(15);

  private final List<AlertSource> sources;
  private final Runs runs;
  private final Triage triage;
  private final Leases leases;
  private final Notifications notifications;
  private final AlertNotices notices;
  private final TransactionTemplate transaction;
  private final TriageProperties properties;
  private final Clock clock;
  private final List<Rounds> rounds;
  private volatile boolean stopping;

  /** Saves asking the database again before it is time. */
  private final Map<String, Instant> nextWhole = new ConcurrentHashMap<>();

  SourceWatch(
      List<AlertSource> sources,
      Runs runs,
      Triage triage,
      Leases leases,
      Notifications notifications,
      AlertNotices notices,
      PlatformTransactionManager transactions,
      TriageProperties properties,
      Clock clock) {
    this.sources = List.copyOf(sources);
    this.runs = runs;
    this.triage = triage;
    this.leases = leases;
    this.notifications = notifications;
    this.notices = notices;
    this.transaction = new TransactionTemplate(transactions);
    this.properties = properties;
    this.clock = clock;
    this.rounds =
        this.sources.stream()
            .map(source -> new Rounds("alerts-" + source.name(), () -> turn(source)))
            .toList();
  }

  private Duration turn(AlertSource source) {
    try {
      return !leases.take(lease(source), LEASE) || look(source) ? source.pace() : AFTER_FAILURE;
    } catch (RuntimeException e) {
      logger.warn("alerts from {}: {}", source.name(), e.toString());
      return AFTER_FAILURE;
    }
  }

  /** One look, whole when the schedule says so; false if it failed. */
  boolean look(AlertSource source) {
    var due = isDue(source);
    var run =
        new SourceRun(
            source.name(),
            due ? Runs.Cause.SCHEDULE : Runs.Cause.ARRIVAL,
            runs,
            triage,
            () -> goOn(source),
            (what, why) ->
                notifications.send(notices.setAside(source.name(), what, why, clock.instant())));
    try {
      if (due) {
        run.id();
      }
      source.collect(due, run);
      run.end();
      return true;
    } catch (Stopped e) {
      return true; // the run stays open: who comes next ends it and goes on
    } catch (RuntimeException e) {
      var failure = e instanceof SourceFailed ? e.getMessage() : e.getClass().getSimpleName();
      logger.warn("alerts from {}: {}", source.name(), failure);
      transaction.executeWithoutResult(
          status -> {
            run.fail(failure);
            notifications.send(notices.failed(source.name(), failure, clock.instant()));
          });
      return false;
    }
  }

  private void goOn(AlertSource source) {
    if (stopping) {
      throw new Stopped();
    }
    leases.take(lease(source), LEASE);
  }

  private boolean isDue(AlertSource source) {
    var now = clock.instant();
    if (now.isBefore(nextWhole.getOrDefault(source.name(), Instant.MIN))) {
      return false;
    }
    var due = runs.lastCompleted(source.name()).map(last -> last.plus(properties.schedule()));
    due.ifPresent(at -> nextWhole.put(source.name(), at));
    return due.isEmpty() || !now.isBefore(due.get());
  }

  /** Since when the source has not been looked through whole; the start of this node at most. */
  Instant lookedThrough(AlertSource source, Instant started) {
    return runs.lastCompleted(source.name()).filter(last -> last.isAfter(started)).orElse(started);
  }

  List<AlertSource> sources() {
    return sources;
  }

  private static String lease(AlertSource source) {
    return "alerts:" + source.name();
  }

  @Override
  public void start() {
    stopping = false;
    rounds.forEach(Rounds::start);
  }

  @Override
  public void stop() {
    stopping = true;
    rounds.forEach(Rounds::stop);
  }

  @Override
  public boolean isRunning() {
    return rounds.stream().anyMatch(Rounds::isRunning);
  }

  /** The node stops amid a long run. */
  private static final class Stopped extends RuntimeException {

    private static final long serialVersionUID = 1;
  }
}
