package io.casework.routing;

import io.casework.core.CaseId;
import io.casework.core.Priority;
import io.casework.core.Route;

/** The topic on which every routed case is announced, once per round. */
public interface CaseTopic {

  /** Publishes and returns when the bus has stored it; a repeat with the same key is dropped. */
  void publish(RoutedCase routed);

  /**
   * The case summary that travels; nothing personal.
   *
   * @param tier {@code high}, {@code medium} or {@code low}
   * @param round 1, and one more for each reopening
   */
  record RoutedCase(
      CaseId caseId,
      Route route,
      String tier,
      Priority priority,
      boolean kyc,
      boolean merchantEscalation,
      boolean controlSample,
      double score,
      int round,
      String correlationId) {

    public String key() {
      return caseId + ":route:" + round;
    }
  }
}
