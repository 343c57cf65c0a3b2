package io.casework.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseEvent;
import io.casework.core.OperationsEvent;
import io.casework.core.Utc;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is to be delivered, and what became of it.
 *
 * <p>A try is counted and committed before the channel is called, so that a crash in between costs
 * a try and never makes an endless loop.
 */
@Repository
class Deliveries {

  /** Longer than a channel takes over what it claims at once. */
  static final Duration LEASE = Duration.ofSeconds(45);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final TransactionTemplate savepoint;
  private final NotificationProperties properties;
  private final NotificationMeters meters;
  private final NotificationBells bells;
  private final ApplicationEventPublisher facts;
  private final DueDeliveries due;
  private final Clock clock;

  Deliveries(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      NotificationProperties properties,
      NotificationMeters meters,
      NotificationBells bells,
      ApplicationEventPublisher facts,
      ObjectMapper json,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.properties = properties;
    this.meters = meters;
    this.bells = bells;
    this.facts = facts;
    this.due = new DueDeliveries(jdbc, json);
    this.clock = clock;
  }

  /** Takes what is due in these channels for oneself, and counts the try. */
  List<Delivery> claim(Collection<String> channels, int atMost) {
    return transaction.execute(
        status -> {
          var claimable = due.claimable(channels, atMost, clock.instant());
          // Its last try began and nobody heard how it ended: the process died meanwhile.
          claimable.stream()
              .filter(each -> each.attempt() > properties.maxAttempts())
              .forEach(each -> giveUp(each, "cut off in its last try"));
          var mine =
              claimable.stream()
                  .filter(each -> each.attempt() <= properties.maxAttempts())
                  .toList();
          if (!mine.isEmpty()) {
            jdbc.sql(
                    """
                    update notification_delivery
                    set attempts = attempts + 1, next_attempt_at = :until
                    where delivery_id = any(:ids)
                    """)
                .param("until", Utc.of(clock.instant().plus(LEASE)))
                .param("ids", ids(mine))
                .update();
          }
          return mine;
        });
  }

  /** They are where they should be. */
  void delivered(List<Delivery> deliveries) {
    var now = clock.instant();
    jdbc.sql(
            """
            update notification_delivery set state = 'sent', delivered_at = :now, failure = null
            where delivery_id = any(:ids)
            """)
        .param("now", Utc.of(now))
        .param("ids", ids(deliveries))
        .update();
    deliveries.forEach(each -> meters.sent(each, now));
  }

  /** This try failed; there will be another one. */
  void again(Delivery delivery, String failure, Instant at) {
    waiting(delivery, delivery.attempt(), failure, at);
    meters.retried(delivery);
  }

  /** It was not tried at all, so the try does not count. */
  void hold(Delivery delivery, String failure, Instant until) {
    waiting(delivery, delivery.attempt() - 1, failure, until);
  }

  private void waiting(Delivery delivery, int attempts, String failure, Instant at) {
    jdbc.sql(
            """
            update notification_delivery
            set attempts = :attempts, next_attempt_at = :at, failure = :failure
            where delivery_id = :id and attempts = :attempt and state = 'waiting'
            """)
        .param("attempts", attempts)
        .param("at", Utc.of(at))
        .param("failure", failure)
        .param("id", delivery.id())
        .param("attempt", delivery.attempt())
        .update();
  }

  /** This destination will not get it: its fallback does, each once. */
  void giveUp(Delivery delivery, String failure) {
    transaction.executeWithoutResult(
        status -> {
          var mine =
              jdbc.sql(
                      """
                      update notification_delivery set state = 'failed', failure = :failure
                      where delivery_id = :id and state = 'waiting'
                      """)
                  .param("failure", failure)
                  .param("id", delivery.id())
                  .update();
          if (mine == 1) {
            delivery.fallback().forEach(each -> fallBack(delivery, each));
            meters.failed(delivery);
            facts.publishEvent(
                new OperationsEvent(
                    "notification_given_up",
                    delivery.notice().caseId(),
                    CaseEvent.SYSTEM,
                    Map.of(
                        "key",
                        delivery.notice().key(),
                        "destination",
                        delivery.destination().toString(),
                        "failure",
                        failure,
                        "fallback",
                        String.join(",", delivery.fallback()))));
          }
        });
    bells.ring();
  }

  /**
   * Two destinations may fall back to the same one at the same moment: the savepoint sees to it.
   */
  private void fallBack(Delivery delivery, String destination) {
    try {
      savepoint.executeWithoutResult(
          status ->
              jdbc.sql(
                      """
                      insert into notification_delivery (notification_key, destination, channel,
                        instead_of, state, asked_at, next_attempt_at)
                      values (:key, :destination, :channel, :instead, 'waiting', :asked, :now)
                      """)
                  .param("key", delivery.notice().key())
                  .param("destination", destination)
                  .param("channel", Destination.of(destination).channel())
                  .param("instead", delivery.destination().toString())
                  .param("asked", Utc.of(delivery.askedAt()))
                  .param("now", Utc.of(clock.instant()))
                  .update());
    } catch (DuplicateKeyException e) {
      // It is among the destinations anyway.
    }
  }

  private static Long[] ids(List<Delivery> deliveries) {
    return deliveries.stream().map(Delivery::id).toArray(Long[]::new);
  }
}
