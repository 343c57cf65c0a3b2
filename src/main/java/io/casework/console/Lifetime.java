package io.casework.console;

import io.casework.core.CaseEvent;
import io.casework.core.OperationsEvent;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The trail begins before anybody is let in, and ends after the last has left. */
@Component
class Lifetime implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Lifetime.class);

  private final SettingsBook settings;
  private final Refusals refusals;
  private final ApplicationEventPublisher facts;
  private final DataSource database;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private volatile boolean running;

  Lifetime(
      SettingsBook settings,
      Refusals refusals,
      ApplicationEventPublisher facts,
      DataSource database,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.settings = settings;
    this.refusals = refusals;
    this.facts = facts;
    this.database = database;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public int getPhase() {
    return Integer.MIN_VALUE; // first to start, last to stop
  }

  @Override
  public void start() {
    running = true;
    publish(
        "application_started",
        Map.of(
            "version", version(),
            "java", Runtime.version().toString(),
            "database", database(),
            "clock", clock + ", " + clock.getZone()));
    try {
      settings.compare();
    } catch (DuplicateKeyException e) {
      log.info("another node that starts now has recorded the settings");
    }
  }

  @Override
  public void stop() {
    running = false;
    try {
      refusals.end();
      publish("application_stopped", Map.of("version", version()));
    } catch (RuntimeException e) {
      log.warn("the end of this application could not be recorded: {}", e.toString());
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void publish(String kind, Map<String, Object> what) {
    transaction.executeWithoutResult(
        status -> facts.publishEvent(new OperationsEvent(kind, null, CaseEvent.SYSTEM, what)));
  }

  private static String version() {
    return Optional.ofNullable(Lifetime.class.getPackage().getImplementationVersion())
        .orElse("from sources");
  }

  private String database() {
    try {
      return JdbcUtils.extractDatabaseMetaData(
          database, data -> data.getDatabaseProductName() + " " + data.getDatabaseProductVersion());
    } catch (MetaDataAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
