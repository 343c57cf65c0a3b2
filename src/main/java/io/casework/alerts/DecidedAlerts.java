package io.casework.alerts;

import io.casework.cases.CaseChanged;
import java.time.Clock;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who decides a case has dealt with its alerts; who erases it erases what they said.
 *
 * <p>What was closed without a person's look at it stays with people.
 */
@Component
class DecidedAlerts {

  private final JdbcClient jdbc;
  private final AlertRows rows;
  private final TriageLog log;
  private final AlertFacts facts;
  private final Clock clock;

  DecidedAlerts(JdbcClient jdbc, AlertRows rows, TriageLog log, AlertFacts facts, Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.log = log;
    this.facts = facts;
    this.clock = clock;
  }

  /** In the transaction of the case's change. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void heard(CaseChanged change) {
    switch (change.kind()) {
      case "case_resolved" -> resolve(change);
      case "case_erased" -> erase(change);
      default -> {
        // Nothing that an alert needs to know.
      }
    }
  }

  private void resolve(CaseChanged change) {
    var decision = String.valueOf(change.facts().get("decision"));
    for (var alert : ofCase(change)) {
      if (alert.unresolved()) {
        var after =
            alert
                .with(
                    AlertStatus.RESOLVED,
                    alert.caseId(),
                    alert.assignee(),
                    alert.note() == null ? "case decided: " + decision : alert.note(),
                    decision)
                .changed(change.actor(), clock.instant());
        rows.update(List.of(after));
        facts.publish("alert_changed", after, change.actor(), AlertDesk.difference(alert, after));
      }
    }
  }

  private void erase(CaseChanged change) {
    var ids = ofCase(change).stream().map(Alert::alertId).toList();
    if (ids.isEmpty()) {
      return;
    }
    log.erase(ids);
    jdbc.sql(
            """
            update alert set note = case when note is null then null else 'erased' end,
              external_id = null, customer_token = null, version = version + 1
            where alert_id in (:ids)
            """)
        .param("ids", ids)
        .update();
  }

  private List<Alert> ofCase(CaseChanged change) {
    var ids = rows.ofCase(change.caseId().value()).stream().map(Alert::alertId).toList();
    return ids.isEmpty() ? List.of() : rows.lock(ids);
  }
}
