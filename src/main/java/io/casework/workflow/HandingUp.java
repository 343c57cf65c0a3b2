package io.casework.workflow;

import io.casework.assignment.Assignment;
import io.casework.cases.CaseRecord;
import io.casework.cases.Cases;
import io.casework.cases.Deadline;
import io.casework.core.CaseId;
import io.casework.routing.RoutingProperties;
import io.casework.sla.SlaClock;
import java.time.Clock;
import java.util.Optional;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Hands a case up: to a senior with the skill and the least open work; on a second time, or when no
 * senior is free, to a lead. At the top it stays at the top, and the next breach is a reminder.
 */
@Component
class HandingUp {

  static final int SENIOR = 1;
  static final int LEAD = 2;

  private final Cases cases;
  private final Assignment assignment;
  private final SlaClock slaClock;
  private final RoutingProperties thresholds;
  private final DecisionService decisions;
  private final TablesAsked tables;
  private final CurrentUser user;
  private final Clock clock;

  HandingUp(
      Cases cases,
      Assignment assignment,
      SlaClock slaClock,
      RoutingProperties thresholds,
      @Lazy DecisionService decisions,
      TablesAsked tables,
      CurrentUser user,
      Clock clock) {
    this.cases = cases;
    this.assignment = assignment;
    this.slaClock = slaClock;
    this.thresholds = thresholds;
    this.decisions = decisions;
    this.tables = tables;
    this.user = user;
    this.clock = clock;
  }

  /** Returns the level that the case has now. */
  int handUp(CaseId caseId, String reason) {
    var record = cases.lock(caseId);
    var level = Math.min(record.escalationLevel() + 1, LEAD);
    var person =
        record.escalationLevel() == LEAD
            ? Optional.ofNullable(record.assignee())
            : assignment.personFor(record.routeOrFail(), level, record.assignee());
    if (person.isEmpty() && level == SENIOR) {
      level = LEAD;
      person = assignment.personFor(record.routeOrFail(), level, record.assignee());
    }
    var sla = policy(record, level);
    var due = slaClock.due(clock.instant(), sla.allowed(), sla.remindShare(), null);
    cases.escalate(
        caseId,
        new Cases.Escalation(
            level,
            reason,
            person.orElse(null),
            assignment.groupOf(record.routeOrFail(), level),
            sla.priority(),
            new Deadline(due.dueAt(), due.remindAt()),
            user.id(),
            tables.take("sla-policy")));
    return level;
  }

  private SlaDecision policy(CaseRecord record, int level) {
    var result =
        decisions
            .evaluateDecisionTableByKey("sla-policy")
            .variables(
                Variables.createVariables()
                    .putValue("route", record.routeOrFail().toString())
                    .putValue("score", record.score())
                    .putValue("escalationLevel", level)
                    .putValue("thresholdHigh", thresholds.thresholdHigh()))
            .evaluate();
    return SlaDecision.of(DecisionRow.of(result, "sla-policy"));
  }
}
