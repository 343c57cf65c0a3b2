package io.casework.actions;

import io.casework.core.Utc;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The state of the simulated systems, in our own database for all to see.
 *
 * <p>It commits on its own, as another system would: what it did stays done when we roll back.
 */
@Component
class Simulator {

  private static final int MAX_LISTED = 200;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final SimulatedOutage outage;
  private final TransactionTemplate alone;

  Simulator(
      JdbcClient jdbc,
      Clock clock,
      SimulatedOutage outage,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.outage = outage;
    this.alone = new TransactionTemplate(transactions);
    this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Places a hold under the order's key; a repeat only counts, also after the release. */
  void place(String target, String kind, Order order) {
    outage.around(
        target,
        () -> {
          try {
            alone.executeWithoutResult(status -> insertHold(kind, order));
          } catch (DuplicateKeyException e) {
            alone.executeWithoutResult(
                status ->
                    jdbc.sql("update simulated_hold set calls = calls + 1 where hold_key = :key")
                        .param("key", order.key())
                        .update());
          }
        });
  }

  private void insertHold(String kind, Order order) {
    jdbc.sql(
            """
            insert into simulated_hold (hold_key, kind, customer_id, calls, placed_at)
            values (:key, :kind, :customer, 1, :now)
            """)
        .param("key", order.key())
        .param("kind", kind)
        .param("customer", order.customerId())
        .param("now", Utc.of(clock.instant()))
        .update();
  }

  /** Ends the hold of that key; ended before or never placed, nothing changes. */
  void release(String target, Order order, String holdKey) {
    outage.around(
        target,
        () ->
            alone.executeWithoutResult(
                status ->
                    jdbc.sql(
                            """
                            update simulated_hold set released_at = :now, released_by_key = :by
                            where hold_key = :key and released_at is null
                            """)
                        .param("now", Utc.of(clock.instant()))
                        .param("by", order.key())
                        .param("key", holdKey)
                        .update()));
  }

  /** Opens a ticket, or finds the one of the order's key. */
  String open(String target, Order order) {
    outage.around(
        target,
        () -> {
          try {
            alone.executeWithoutResult(status -> insertTicket(order));
          } catch (DuplicateKeyException e) {
            // Opened before: the same ticket.
          }
        });
    return jdbc.sql("select number from simulated_ticket where ticket_key = :key")
        .param("key", order.key())
        .query(String.class)
        .single();
  }

  private void insertTicket(Order order) {
    jdbc.sql(
            """
            insert into simulated_ticket (ticket_key, customer_id, reason, opened_at)
            values (:key, :customer, :reason, :now)
            """)
        .param("key", order.key())
        .param("customer", order.customerId())
        .param("reason", order.reason())
        .param("now", Utc.of(clock.instant()))
        .update();
  }

  /** What lies on a customer, the latest first; of all customers without one. */
  List<Hold> holds(@Nullable String customerId) {
    return jdbc.sql(
            """
            select * from simulated_hold %s
            order by placed_at desc, hold_key fetch first :most rows only
            """
                .formatted(customerId == null ? "" : "where customer_id = :customer"))
        .param("customer", customerId)
        .param("most", MAX_LISTED)
        .query(
            (row, number) ->
                new Hold(
                    row.getString("hold_key"),
                    row.getString("kind"),
                    row.getString("customer_id"),
                    row.getInt("calls"),
                    Utc.read(row, "placed_at"),
                    Utc.readNullable(row, "released_at")))
        .list();
  }

  List<Ticket> tickets() {
    return jdbc.sql(
            "select * from simulated_ticket order by number desc fetch first :most rows only")
        .param("most", MAX_LISTED)
        .query(
            (row, number) ->
                new Ticket(
                    row.getLong("number"),
                    row.getString("ticket_key"),
                    row.getString("customer_id"),
                    row.getString("reason"),
                    Utc.read(row, "opened_at")))
        .list();
  }

  /**
   * Something that lies on a customer: {@code lock}, {@code second_factor}, {@code watch}, {@code
   * note}.
   *
   * @param calls how often it was asked for under this key
   */
  record Hold(
      String key,
      String kind,
      String customerId,
      int calls,
      Instant placedAt,
      @Nullable Instant releasedAt) {}

  /** A ticket of the ops team. */
  record Ticket(long number, String key, String customerId, String reason, Instant openedAt) {}
}
