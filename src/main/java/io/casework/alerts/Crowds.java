package io.casework.alerts;

import io.casework.notification.Notifications;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Alerts that come in crowds: people hear at once that there is one, and after the minute how large
 * it was, instead of a message for each.
 */
@Component
class Crowds implements SchedulingConfigurer {

  private static final Duration EVERY = Duration.ofSeconds(15);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Notifications notifications;
  private final AlertNotices notices;
  private final Clock clock;

  Crowds(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Notifications notifications,
      AlertNotices notices,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.notifications = notifications;
    this.notices = notices;
    this.clock = clock;
  }

  /** In the turn of a batch, so that nobody else adds at the same moment. */
  void add(Severity severity, List<IncomingAlert> alerts, Instant at) {
    var minute = minute(at);
    var known =
        jdbc.sql(
                """
                update alert_crowd set alerts = alerts + :more
                where severity = :severity and epoch_minute = :minute
                """)
            .param("more", alerts.size())
            .param("severity", severity.lower())
            .param("minute", minute)
            .update();
    if (known == 0) {
      jdbc.sql(
              """
              insert into alert_crowd (severity, epoch_minute, alerts, told)
              values (:severity, :minute, :alerts, :alerts)
              """)
          .param("alerts", alerts.size())
          .param("severity", severity.lower())
          .param("minute", minute)
          .update();
      notifications.send(notices.crowd(severity, alerts, minute));
    }
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar tasks) {
    tasks.addFixedDelayTask(this::tellTotals, EVERY);
  }

  /** Tells of minutes that are over; the message's key sees to it that two nodes tell it once. */
  void tellTotals() {
    transaction.executeWithoutResult(
        status -> {
          var over =
              jdbc.sql("select * from alert_crowd where epoch_minute < :minute for update")
                  .param("minute", minute(clock.instant()))
                  .query(
                      (row, number) ->
                          new Crowd(
                              Severity.of(row.getString("severity")).orElseThrow(),
                              row.getLong("epoch_minute"),
                              row.getLong("alerts"),
                              row.getLong("told")))
                  .list();
          for (var crowd : over) {
            if (crowd.alerts() > crowd.told()) {
              notifications.send(notices.total(crowd.severity(), crowd.minute(), crowd.alerts()));
            }
            jdbc.sql(
                    "delete from alert_crowd where severity = :severity and epoch_minute = :minute")
                .param("severity", crowd.severity().lower())
                .param("minute", crowd.minute())
                .update();
          }
        });
  }

  private static long minute(Instant at) {
    return at.getEpochSecond() / 60;
  }

  private record Crowd(Severity severity, long minute, long alerts, long told) {}
}
