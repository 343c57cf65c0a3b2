package io.casework.retention;

import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Refused;
import io.casework.core.Utc;
import io.casework.lease.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives cleared cases their class and erases cases whose time is over: once a day through all of
 * them, a few at a time, each in its own transaction.
 */
@Component
class RetentionSweep {

  private static final Logger log = LoggerFactory.getLogger(RetentionSweep.class);
  private static final Duration REST = Duration.ofDays(1);
  private static final Duration SPAN = Duration.ofMinutes(5);

  private final JdbcClient jdbc;
  private final Cases cases;
  private final Retentions retentions;
  private final Erasures erasures;
  private final RetentionProperties properties;
  private final Leases leases;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private String lastClassified = "";
  private String lastErased = "";
  private Instant next = Instant.MIN;

  RetentionSweep(
      JdbcClient jdbc,
      Cases cases,
      Retentions retentions,
      Erasures erasures,
      RetentionProperties properties,
      Leases leases,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.cases = cases;
    this.retentions = retentions;
    this.erasures = erasures;
    this.properties = properties;
    this.leases = leases;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT10M")
  void tick() {
    if (properties.sweep()
        && leases.take("retention", SPAN)
        && !clock.instant().isBefore(next)
        && classifySome() + eraseSome() == 0) {
      restart();
      next = clock.instant().plus(REST);
    }
  }

  void restart() {
    lastClassified = "";
    lastErased = "";
  }

  /** Classifies the next few closed cases; returns how many were looked at. */
  int classifySome() {
    var found =
        jdbc.sql(
                """
                select r.case_id from case_record r
                left join case_retention t on t.case_id = r.case_id
                where r.status = 'closed' and r.erased_at is null and t.case_id is null
                  and r.case_id > :after
                order by r.case_id fetch first :batch rows only
                """)
            .param("after", lastClassified)
            .param("batch", properties.batch())
            .query(String.class)
            .list();
    each(found, this::classify);
    lastClassified = found.isEmpty() ? lastClassified : found.get(found.size() - 1);
    return found.size();
  }

  private void classify(CaseId caseId) {
    var record = cases.lock(caseId);
    if (record.closed()) {
      retentions.of(record);
    }
  }

  /** Erases the next few cases whose time is over; returns how many were looked at. */
  int eraseSome() {
    var found =
        jdbc.sql(
                """
                select t.case_id from case_retention t
                join case_record r on r.case_id = t.case_id
                where t.delete_after <= :now and r.erased_at is null and t.case_id > :after
                  and not exists (select 1 from case_hold h
                    where h.case_id = t.case_id and h.lifted_at is null)
                order by t.case_id fetch first :batch rows only
                """)
            .param("now", Utc.of(clock.instant()))
            .param("after", lastErased)
            .param("batch", properties.batch())
            .query(String.class)
            .list();
    each(found, erasures::expire);
    lastErased = found.isEmpty() ? lastErased : found.get(found.size() - 1);
    return found.size();
  }

  // One that fails is tried again tomorrow and keeps nobody else waiting.
  private void each(List<String> ids, Consumer<CaseId> work) {
    for (var id : ids) {
      try {
        transaction.executeWithoutResult(status -> work.accept(new CaseId(id)));
      } catch (Refused e) {
        log.info("case {} is not erased: {}", id, e.getMessage());
      } catch (RuntimeException e) {
        log.error("case {}: its retention failed", id, e);
      }
    }
  }
}
