package io.casework.decision.context;

import io.casework.core.Utc;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rolls finished days up by receiver, so that a question about a busy receiver reads 30 rows and
 * not a million; each day once, whichever node comes first.
 */
@Component
public class DayRollUp {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  DayRollUp(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /** Every day from the last one rolled up, or the first payment, to yesterday. */
  @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT10S")
  public void rollUp() {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var first =
        jdbc.sql(
                """
                select coalesce((select max(until_at) from rolled_day),
                  (select min(scored_at) from payment)) as first_at
                """)
            .query((row, number) -> Optional.ofNullable(Utc.readNullable(row, "first_at")))
            .single();
    first
        .map(from -> LocalDate.ofInstant(from, ZoneOffset.UTC))
        .filter(from -> from.isBefore(today))
        .ifPresent(from -> from.datesUntil(today).forEach(this::rollUp));
  }

  private void rollUp(LocalDate day) {
    try {
      transaction.executeWithoutResult(status -> write(day));
    } catch (DuplicateKeyException e) {
      // Another node was faster.
    }
  }

  private void write(LocalDate day) {
    var until = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    jdbc.sql("insert into rolled_day (business_day, until_at) values (:day, :until)")
        .param("day", day)
        .param("until", Utc.of(until))
        .update();
    jdbc.sql(
            """
            insert into receiver_day (receiver_id, business_day, payments, frauds)
            select receiver_id, :day, count(*), count(*) filter (where fraud)
            from payment where scored_at >= :from and scored_at < :until
            group by receiver_id
            """)
        .param("day", day)
        .param("from", Utc.of(day.atStartOfDay(ZoneOffset.UTC).toInstant()))
        .param("until", Utc.of(until))
        .update();
  }
}
