package io.casework.workflow;

import static io.casework.workflow.CaseProcess.CASE_REOPENED;
import static io.casework.workflow.CaseProcess.ESCALATION_LEVEL;
import static io.casework.workflow.CaseProcess.INTAKE;
import static io.casework.workflow.CaseProcess.REVIEW;
import static io.casework.workflow.CaseProcess.ROUND;
import static io.casework.workflow.CaseProcess.ROUTE;

import io.casework.cases.CaseRecord;
import io.casework.cases.Cases;
import io.casework.cases.ResolutionRefused;
import io.casework.core.CaseId;
import io.casework.core.Failpoints;
import io.casework.core.Route;
import io.casework.core.ScoredEvent;
import io.casework.routing.RoutingProperties;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Starts the processes of a case, in the caller's transaction. */
@Component
public class CaseWorkflow {

  private final RuntimeService processes;
  private final Cases cases;
  private final Unrestricted engine;
  private final RoutingProperties thresholds;

  CaseWorkflow(
      RuntimeService processes, Cases cases, Unrestricted engine, RoutingProperties thresholds) {
    this.processes = processes;
    this.cases = cases;
    this.engine = engine;
    this.thresholds = thresholds;
  }

  /** Cases were opened: enrich, route, publish. */
  @Transactional
  public void open(List<ScoredEvent> opened) {
    // One command of the engine for all, so that it writes their rows in common batches.
    engine.run(
        () -> {
          opened.forEach(this::open);
          Failpoints.hit("intake.process-started");
        });
  }

  private ProcessInstance open(ScoredEvent event) {
    return JobPriorities.urgently(
        event.risk().score() >= thresholds.thresholdHigh(),
        () -> processes.startProcessInstanceByKey(INTAKE, event.caseId().value()));
  }

  /**
   * Routed cases arrived at their subscriptions: assign, start the clock, review.
   *
   * @return for each, false if the review of this round has begun before, or the round is over
   */
  @Transactional
  public List<Boolean> review(List<ReviewRound> arrived) {
    return engine.call(() -> arrived.stream().map(this::review).toList());
  }

  private boolean review(ReviewRound arrived) {
    if (!cases.startReview(arrived.caseId(), arrived.round())) {
      cases.get(arrived.caseId()); // a repeat is silent, an unknown case is not
      return false;
    }
    processes.startProcessInstanceByKey(
        REVIEW,
        arrived.caseId().value(),
        Map.of(
            "route", ROUTE.typed(arrived.route()),
            "round", ROUND.typed(arrived.round()),
            "escalationLevel", ESCALATION_LEVEL.typed(0)));
    return true;
  }

  /** A closed case is looked at again; the note says why. */
  @Transactional
  public CaseRecord reopen(CaseId caseId, String note, String actor) {
    if (note.isBlank()) {
      throw new ResolutionRefused("note", "is required to reopen a case");
    }
    var record = cases.reopen(caseId, note, actor);
    engine.run(() -> processes.startProcessInstanceByMessage(CASE_REOPENED, caseId.value()));
    return record;
  }

  /** A case as it arrives at the subscription of its route. */
  public record ReviewRound(CaseId caseId, Route route, int round) {}
}
