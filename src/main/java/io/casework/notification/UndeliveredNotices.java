package io.casework.notification;

import io.casework.core.OperationsEvent;
import io.casework.core.Utc;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What no try brought to its destination, for operators. */
@Repository
class UndeliveredNotices {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final NotificationBells bells;
  private final ApplicationEventPublisher facts;
  private final Clock clock;

  UndeliveredNotices(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      NotificationBells bells,
      ApplicationEventPublisher facts,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.bells = bells;
    this.facts = facts;
    this.clock = clock;
  }

  /** What was given up, the oldest first. */
  List<UndeliveredNotice> list(int atMost) {
    return jdbc.sql(
            """
            select d.delivery_id, d.destination, d.attempts, d.failure, d.fallback, d.asked_at,
              n.notification_key, n.kind, n.urgency, n.case_id, n.subject
            from notification_delivery d
              join notification n on n.notification_key = d.notification_key
            where d.state = 'failed' order by d.delivery_id fetch first :limit rows only
            """)
        .param("limit", atMost)
        .query(
            (row, number) ->
                new UndeliveredNotice(
                    row.getLong("delivery_id"),
                    row.getString("notification_key"),
                    row.getString("destination"),
                    row.getString("kind"),
                    row.getString("urgency"),
                    row.getString("case_id"),
                    row.getString("subject"),
                    row.getInt("attempts"),
                    Optional.ofNullable(row.getString("failure")).orElse(""),
                    DueDeliveries.list(row.getString("fallback")),
                    Utc.read(row, "asked_at")))
        .list();
  }

  /** One more round of tries; false if there is no such delivery that was given up. */
  boolean again(long id, String actor) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              var known =
                  jdbc.sql(
                          """
                          update notification_delivery set state = 'waiting', attempts = 0,
                            asked_at = :now, next_attempt_at = :now
                          where delivery_id = :id and state = 'failed'
                          """)
                      .param("now", Utc.of(clock.instant()))
                      .param("id", id)
                      .update();
              if (known == 1) {
                facts.publishEvent(
                    new OperationsEvent(
                        "notification_tried_again", null, actor, Map.of("delivery_id", id)));
                bells.ring();
              }
              return known == 1;
            }));
  }
}
