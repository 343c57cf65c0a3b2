package io.casework.workflow;

import static io.casework.workflow.CaseProcess.ASSIGNEE;
import static io.casework.workflow.CaseProcess.DECISION;
import static io.casework.workflow.CaseProcess.DUE_AT;
import static io.casework.workflow.CaseProcess.DUE_SOON;
import static io.casework.workflow.CaseProcess.ESCALATION_REASON;
import static io.casework.workflow.CaseProcess.NOTE;
import static io.casework.workflow.CaseProcess.QUEUE_GROUP;
import static io.casework.workflow.CaseProcess.REASON_CODE;
import static io.casework.workflow.CaseProcess.REMIND_AT;
import static io.casework.workflow.CaseProcess.RETRAINING_DUE;
import static io.casework.workflow.CaseProcess.ROUTE;
import static io.casework.workflow.CaseProcess.SLA_BREACHED;
import static io.casework.workflow.CaseProcess.TASK_PRIORITY;
import static io.casework.workflow.IntakeSteps.caseId;

import io.casework.assignment.Assignment;
import io.casework.bundle.Bundles;
import io.casework.cases.Cases;
import io.casework.cases.Decision;
import io.casework.cases.ReasonCode;
import io.casework.cases.ResolutionRefused;
import io.casework.core.CaseEvent;
import io.casework.core.Failpoints;
import io.casework.feedback.Labels;
import io.casework.feedback.Retraining;
import java.util.Objects;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code bpmn/case-review.bpmn}; each bean bears the id of its task or listener. */
@Configuration(proxyBeanMethods = false)
class ReviewSteps {

  @Bean
  JavaDelegate assignCase(Cases cases, Assignment assignment) {
    return step -> {
      var route = ROUTE.from(step);
      cases.assign(
          caseId(step),
          assignment.personFor(route, 0, null).orElse(null),
          assignment.groupOf(route, 0),
          CaseEvent.SYSTEM);
    };
  }

  /** Hands owner, priority and instants to the user task and its timers. */
  @Bean
  JavaDelegate startClock(Cases cases) {
    return step -> {
      var record = cases.get(caseId(step));
      ASSIGNEE.set(step, record.assignee());
      QUEUE_GROUP.set(step, record.queueGroup());
      TASK_PRIORITY.set(step, record.priorityOrFail());
      DUE_AT.set(step, Objects.requireNonNull(record.dueAt()));
      REMIND_AT.set(step, Objects.requireNonNull(record.remindAt()));
    };
  }

  @Bean
  JavaDelegate notifyAnalyst(Cases cases, CaseNotices notices) {
    return step -> {
      // A case that waits in a queue is seen there.
      if (!ASSIGNEE.from(step, "").isEmpty()) {
        notices.assigned(cases.get(caseId(step)));
      }
    };
  }

  @Bean
  JavaDelegate remindAnalyst(Cases cases, CaseNotices notices, Lateness lateness) {
    return step -> {
      var record = cases.get(caseId(step));
      lateness.of(DUE_SOON, record, record.remindAt());
      if (notices.dueSoon(record)) {
        cases.remind(record.caseId());
      }
    };
  }

  @Bean
  ExecutionListener recordBreach(Cases cases, Lateness lateness) {
    return step -> {
      var record = cases.get(caseId(step));
      lateness.of(SLA_BREACHED, record, record.dueAt());
      cases.breach(caseId(step));
      ESCALATION_REASON.set(step, "sla_breach");
      Failpoints.hit("sla.before-commit");
    };
  }

  @Bean
  JavaDelegate resolveCase(
      Cases cases, Labels labels, ProtectiveProcesses actions, CurrentUser user) {
    return step -> {
      try {
        var decision = Decision.of(DECISION.from(step, ""));
        var reason = ReasonCode.of(REASON_CODE.from(step, ""), decision);
        var resolution =
            cases.resolve(caseId(step), decision, reason, NOTE.from(step, ""), user.id());
        labels.record(cases.get(caseId(step)), resolution);
        actions.decided(caseId(step), decision);
        Failpoints.hit("resolve.before-commit");
      } catch (ResolutionRefused e) {
        // In the engine's own words, so that Tasklist shows a wrong entry and not a failure.
        throw new BadUserRequestException(String.valueOf(e.getMessage()), e);
      }
    };
  }

  @Bean
  JavaDelegate sendLabel(Labels labels, Retraining retraining) {
    return step -> {
      labels.send(caseId(step));
      RETRAINING_DUE.set(step, retraining.due());
      Failpoints.hit("label.after-count");
    };
  }

  @Bean
  JavaDelegate triggerRetraining(Retraining retraining) {
    return step -> retraining.ask();
  }

  @Bean
  JavaDelegate notifyParties(Cases cases, CaseNotices notices) {
    return step -> notices.resolved(cases.get(caseId(step)));
  }

  @Bean
  JavaDelegate archiveCase(Bundles bundles) {
    return step -> bundles.request(caseId(step), "closing", CaseEvent.SYSTEM);
  }
}
