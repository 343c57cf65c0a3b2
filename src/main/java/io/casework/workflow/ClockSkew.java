package io.casework.workflow;

import io.casework.core.Utc;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Keeps a node with a wrong clock from the jobs: timers would fire early, and locks that other
 * nodes hold would look expired.
 *
 * <p>The database's clock is the common one. A node that is more than two seconds away from it is
 * not ready and takes no jobs until it is right again.
 */
public class ClockSkew implements HealthIndicator {

  static final Duration TOLERATED = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(ClockSkew.class);

  private final JdbcClient jdbc;
  private final Clock machine;
  private final JobExecutor executor;
  private volatile Duration skew = Duration.ZERO;
  private boolean stopped;

  ClockSkew(JdbcClient jdbc, Clock machine, JobExecutor executor) {
    this.jdbc = jdbc;
    this.machine = machine;
    this.executor = executor;
  }

  @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT1S")
  void compare() {
    try {
      skew = measure();
    } catch (DataAccessException e) {
      return; // a database that is away says nothing about clocks
    }
    if (tolerable()) {
      resume();
    } else if (executor.isActive()) {
      log.error("this node's clock is {} away from the database's: it takes no jobs", skew);
      executor.shutdown();
      stopped = true;
    }
  }

  private void resume() {
    if (stopped) {
      log.info("this node's clock is right again");
      executor.start();
      stopped = false;
    }
  }

  // However long the answer took, an honest clock of the database lies in between.
  private Duration measure() {
    var before = machine.instant();
    var there = database();
    var after = machine.instant();
    if (there.isBefore(before)) {
      return Duration.between(there, before);
    }
    return there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO;
  }

  private Instant database() {
    return jdbc.sql("select current_timestamp as now")
        .query((row, number) -> Utc.read(row, "now"))
        .single();
  }

  /** Whether this node's clock may be gone by: no time of it may reach the database otherwise. */
  public boolean tolerable() {
    return skew.compareTo(TOLERATED) <= 0;
  }

  @Override
  public Health health() {
    return (tolerable() ? Health.up() : Health.down())
        .withDetail("skew_ms", skew.toMillis())
        .build();
  }
}
