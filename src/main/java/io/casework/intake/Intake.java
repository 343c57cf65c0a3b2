package io.casework.intake;

import io.casework.cases.Cases;
import io.casework.core.CaseEvent;
import io.casework.core.Failpoints;
import io.casework.core.OperationsEvent;
import io.casework.core.ScoredEvent;
import io.casework.core.Utc;
import io.casework.watch.Traces;
import io.casework.wire.StrictJson;
import io.casework.workflow.CaseWorkflow;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Accepts each event at most once: inbox row, case record and process start commit together or not
 * at all. Events that arrive at the same time share a transaction.
 */
@Component
class Intake {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final CaseEventReader reader;
  private final Cases cases;
  private final CaseWorkflow workflow;
  private final ApplicationEventPublisher facts;
  private final Clock clock;
  private final Traces traces;
  private final Gathering<Arrival, Receipt> arrivals = new Gathering<>(this::open);

  Intake(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      CaseEventReader reader,
      Cases cases,
      CaseWorkflow workflow,
      ApplicationEventPublisher facts,
      Clock clock,
      Traces traces) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.reader = reader;
    this.cases = cases;
    this.workflow = workflow;
    this.facts = facts;
    this.clock = clock;
    this.traces = traces;
  }

  /** Takes a body; when this returns, the case is on disk. */
  Receipt accept(byte[] body) {
    Failpoints.hit("intake.received");
    var event = reader.read(body);
    var arrival = new Arrival(event, StrictJson.decode(body), sha256(body), traces.current());
    Failpoints.hit("intake.validated");
    MDC.put("case_id", event.caseId().value());
    try {
      return arrivals.handle(arrival);
    } catch (DuplicateKeyException e) {
      // Perhaps another key than the inbox's: only a row that is there proves a repeat.
      return repeated(arrival.event(), arrival.hash(), e);
    }
  }

  private List<Receipt> open(List<Arrival> together) {
    transaction.executeWithoutResult(
        status -> {
          together.forEach(this::record);
          workflow.open(together.stream().map(Arrival::event).toList());
          Failpoints.hit("intake.before-commit");
        });
    Failpoints.hit("intake.after-commit");
    return Collections.nCopies(together.size(), Receipt.OPENED);
  }

  private void record(Arrival arrival) {
    var now = clock.instant();
    jdbc.sql(
            """
            insert into inbox (event_id, case_id, body_sha256, received_at, deliveries,
              last_delivery_at)
            values (:id, :id, :hash, :now, 1, :now)
            """)
        .param("id", arrival.event().caseId().value())
        .param("hash", arrival.hash())
        .param("now", Utc.of(now))
        .update();
    Failpoints.hit("intake.inbox-inserted");
    cases.open(arrival.event(), arrival.body(), now, arrival.traceparent());
  }

  private Receipt repeated(ScoredEvent event, String hash, DuplicateKeyException cause) {
    var same =
        transaction.execute(
            status -> {
              var known =
                  jdbc.sql("select body_sha256 from inbox where event_id = :id")
                      .param("id", event.caseId().value())
                      .query(String.class)
                      .optional();
              if (known.isEmpty()) {
                throw cause;
              }
              if (!known.get().equals(hash)) {
                return false;
              }
              jdbc.sql(
                      """
                      update inbox set deliveries = deliveries + 1, last_delivery_at = :now
                      where event_id = :id
                      """)
                  .param("now", Utc.of(clock.instant()))
                  .param("id", event.caseId().value())
                  .update();
              facts.publishEvent(
                  new OperationsEvent(
                      "duplicate_ignored",
                      event.caseId(),
                      CaseEvent.SYSTEM,
                      Map.of("body_sha256", hash)));
              return true;
            });
    if (!Boolean.TRUE.equals(same)) {
      throw Refusal.conflictingDuplicate();
    }
    return Receipt.DUPLICATE;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Arrival(
      ScoredEvent event, String body, String hash, @Nullable String traceparent) {}
}
