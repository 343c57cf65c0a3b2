package io.casework.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.core.CaseId;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The alerts of a case, with all that their sources said; its payment's own lie with the score. */
@Component
class AlertEvidence implements EvidenceSource {

  private final AlertRows rows;
  private final TriageLog log;

  AlertEvidence(AlertRows rows, TriageLog log) {
    this.rows = rows;
    this.log = log;
  }

  @Override
  public void collect(CaseId caseId, Evidence into) {
    var alerts =
        rows.ofCase(caseId.value()).stream()
            .filter(alert -> !caseId.value().equals(alert.transactionId()))
            .toList();
    if (alerts.isEmpty()) {
      return;
    }
    var said = log.incoming(alerts.stream().map(Alert::alertId).toList());
    // A digest of few known values can be guessed: it is as personal as they are.
    into.json(
        "alerts/alerts.json",
        "alerts that belong to the case, and what their sources said",
        alerts.stream()
            .map(
                alert -> {
                  var incoming = said.get(alert.alertId());
                  return new Told(
                      alert,
                      log.sights(alert.alertId()),
                      incoming == null ? null : incoming.payload());
                })
            .toList(),
        "/*/alert/note",
        "/*/alert/external_id",
        "/*/sights/*/exact_hash",
        "/*/sights/*/canonical_hash",
        "/*/said/*");
  }

  /**
   * @param said all that the source said; null for payments, and once it is no longer kept
   */
  record Told(Alert alert, List<AlertSight> sights, @Nullable ObjectNode said) {}
}
