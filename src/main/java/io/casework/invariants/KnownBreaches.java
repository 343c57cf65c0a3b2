package io.casework.invariants;

import io.casework.core.CaseEvent;
import io.casework.core.OperationsEvent;
import io.casework.core.Utc;
import io.casework.invariants.Findings.Finding;
import io.casework.notification.Notice;
import io.casework.notification.Notifications;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which invariants are known to be broken, so that their beginning and their end are told once,
 * whichever node sees them, and also when it was started anew in between.
 */
@Component
class KnownBreaches {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher facts;
  private final Notifications notifications;
  private final Clock clock;

  KnownBreaches(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      ApplicationEventPublisher facts,
      Notifications notifications,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.facts = facts;
    this.notifications = notifications;
    this.clock = clock;
  }

  /** What could not be checked changes nothing. */
  void compare(List<Finding> found) {
    var known = jdbc.sql("select invariant from invariant_breach").query(String.class).set();
    for (var finding : found) {
      var breaches = finding.breaches();
      if (breaches != null && breaches > 0 && !known.contains(finding.id())) {
        begin(finding, breaches);
      } else if (breaches != null && breaches == 0 && known.contains(finding.id())) {
        end(finding);
      }
    }
  }

  private void begin(Finding finding, long breaches) {
    try {
      transaction.executeWithoutResult(status -> tell(finding, breaches));
    } catch (DuplicateKeyException e) {
      // Another node saw it first and has told.
    }
  }

  private void tell(Finding finding, long breaches) {
    var now = clock.instant();
    jdbc.sql("insert into invariant_breach (invariant, breached_at) values (:id, :now)")
        .param("id", finding.id())
        .param("now", Utc.of(now))
        .update();
    publish(
        "invariant_breached",
        Map.of(
            "invariant",
            finding.id(),
            "promise",
            finding.promise(),
            "breaches",
            breaches,
            "examples",
            String.join(", ", finding.examples())));
    notifications.send(
        new Notice(
            "invariant:%s:%s".formatted(finding.id(), LocalDate.ofInstant(now, ZoneOffset.UTC)),
            "channel:ops",
            "invariant_breached",
            null,
            null,
            "Invariant %s is broken".formatted(finding.id()),
            "%s Breaches: %d, among them %s"
                .formatted(
                    finding.promise(),
                    breaches,
                    finding.examples().stream().findFirst().orElse("")),
            null,
            Map.of("invariant", finding.id(), "breaches", breaches)));
  }

  private void end(Finding finding) {
    transaction.executeWithoutResult(
        status -> {
          var ended =
              jdbc.sql("delete from invariant_breach where invariant = :id")
                  .param("id", finding.id())
                  .update();
          if (ended > 0) {
            publish("invariant_repaired", Map.of("invariant", finding.id()));
          }
        });
  }

  private void publish(String kind, Map<String, Object> what) {
    facts.publishEvent(new OperationsEvent(kind, null, CaseEvent.SYSTEM, what));
  }
}
