package io.casework.workflow;

import static io.casework.workflow.CaseProcess.ESCALATION_LEVEL;
import static io.casework.workflow.CaseProcess.ESCALATION_REASON;
import static io.casework.workflow.IntakeSteps.caseId;

import io.casework.bundle.Bundles;
import io.casework.cases.Cases;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code bpmn/case-escalation.bpmn}; each bean bears the id of its task. */
@Configuration(proxyBeanMethods = false)
class EscalationSteps {

  static final String REOPENED_TWICE = "reopened_twice";

  @Bean
  JavaDelegate handUp(HandingUp handingUp) {
    return step ->
        ESCALATION_LEVEL.set(
            step, handingUp.handUp(caseId(step), ESCALATION_REASON.from(step, REOPENED_TWICE)));
  }

  @Bean
  JavaDelegate alertSoc(Cases cases, CaseNotices notices) {
    return step ->
        notices.escalated(cases.get(caseId(step)), ESCALATION_REASON.from(step, REOPENED_TWICE));
  }

  @Bean
  JavaDelegate snapshotCase(Cases cases, Bundles bundles, CurrentUser user) {
    return step -> {
      cases.snapshot(caseId(step), ESCALATION_REASON.from(step, REOPENED_TWICE));
      bundles.request(caseId(step), "escalation", user.id());
    };
  }
}
