package io.casework.workflow;

import io.casework.cases.CaseRecord;
import io.casework.cases.Cases;
import io.casework.cases.Deadline;
import io.casework.core.CaseId;
import io.casework.core.Route;
import io.casework.core.ScoredEvent;
import io.casework.routing.CaseTopic.RoutedCase;
import io.casework.routing.ControlSample;
import io.casework.routing.RoutingProperties;
import io.casework.sla.SlaClock;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Carries what the tables decided into the case record. */
@Component
class CaseRouting {

  private final Cases cases;
  private final SlaClock clock;
  private final RoutingProperties thresholds;
  private final ControlSample sample;
  private final TablesAsked tables;

  CaseRouting(
      Cases cases,
      SlaClock clock,
      RoutingProperties thresholds,
      ControlSample sample,
      TablesAsked tables) {
    this.cases = cases;
    this.clock = clock;
    this.thresholds = thresholds;
    this.sample = sample;
    this.tables = tables;
  }

  void record(CaseId caseId, String route, DecisionRow row) {
    var record = cases.get(caseId);
    var sla = SlaDecision.of(row);
    var due =
        clock.due(
            record.clockStartedAt(), sla.allowed(), sla.remindShare(), record.requestedDueAt());
    var controlSample = isControlSample(record);
    cases.route(
        record,
        new Cases.Routing(
            Route.of(route),
            thresholds.tierOf(record.score()),
            sla.priority(),
            due.policyDueAt(),
            new Deadline(due.dueAt(), due.remindAt()),
            controlSample,
            controlSample ? sample.share() : 1,
            tables.take("case-routing", "sla-policy")));
  }

  private boolean isControlSample(CaseRecord record) {
    return record.score() < thresholds.thresholdMid()
        && !record.flags().contains("KYC")
        && !record.flags().contains(ScoredEvent.MANUAL_REVIEW)
        && !record.flags().contains("MERCHANT_ESCALATION");
  }

  static RoutedCase summary(CaseRecord record) {
    return new RoutedCase(
        record.caseId(),
        record.routeOrFail(),
        Objects.requireNonNull(record.tier()),
        record.priorityOrFail(),
        record.flags().contains("KYC"),
        record.flags().contains("MERCHANT_ESCALATION"),
        record.flags().contains("CONTROL_SAMPLE"),
        record.score(),
        record.round(),
        record.correlationId());
  }
}
