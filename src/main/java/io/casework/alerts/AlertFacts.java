package io.casework.alerts;

import io.casework.core.CaseId;
import io.casework.core.OperationsEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the audit trail what becomes of alerts. */
@Component
class AlertFacts {

  private final ApplicationEventPublisher facts;

  AlertFacts(ApplicationEventPublisher facts) {
    this.facts = facts;
  }

  void publish(String kind, Alert alert, String actor) {
    publish(kind, alert, actor, Map.of());
  }

  void publish(String kind, Alert alert, String actor, Map<String, Object> more) {
    var what = new LinkedHashMap<String, Object>();
    what.put("alert_id", alert.alertId());
    what.put("source", alert.source());
    what.put("severity", alert.severity().name());
    what.put("status", alert.status().toString());
    if (alert.score() != null) {
      what.put("score", alert.score());
    }
    what.putAll(more);
    facts.publishEvent(new OperationsEvent(kind, caseId(alert), actor, what));
  }

  // A payment's case bears the payment's id.
  private static @Nullable CaseId caseId(Alert alert) {
    var id = alert.caseId() == null ? alert.transactionId() : alert.caseId();
    return id == null ? null : new CaseId(id);
  }
}
