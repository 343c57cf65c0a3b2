package io.casework.workflow;

import static io.casework.workflow.CaseProcess.CONTROL_SAMPLE;
import static io.casework.workflow.CaseProcess.KYC;
import static io.casework.workflow.CaseProcess.MERCHANT_ESCALATION;
import static io.casework.workflow.CaseProcess.POLICY_LEVEL;
import static io.casework.workflow.CaseProcess.REVIEW_REQUESTED;
import static io.casework.workflow.CaseProcess.ROUTING;
import static io.casework.workflow.CaseProcess.SCORE;
import static io.casework.workflow.CaseProcess.THRESHOLD_HIGH;
import static io.casework.workflow.CaseProcess.THRESHOLD_MID;

import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.enrichment.Enrichment;
import io.casework.feedback.Labels;
import io.casework.routing.CaseTopic;
import io.casework.routing.ControlSample;
import io.casework.routing.RoutingProperties;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code bpmn/case-intake.bpmn}; each bean bears the id of its task or listener. */
@Configuration(proxyBeanMethods = false)
class IntakeSteps {

  @Bean
  JavaDelegate enrichCase(
      Cases cases, Enrichment enrichment, ControlSample sample, RoutingProperties thresholds) {
    return step -> {
      var event = cases.event(caseId(step));
      cases.enrich(caseId(step), enrichment.enrich(event));
      // What the routing table reads.
      MERCHANT_ESCALATION.set(step, event.merchantEscalation());
      KYC.set(step, event.kyc());
      REVIEW_REQUESTED.set(step, event.reviewRequested());
      SCORE.set(step, event.risk().score());
      CONTROL_SAMPLE.set(step, sample.draws(caseId(step)));
      THRESHOLD_MID.set(step, thresholds.thresholdMid());
      THRESHOLD_HIGH.set(step, thresholds.thresholdHigh());
    };
  }

  @Bean
  ExecutionListener recordRoute() {
    return step -> ROUTING.set(step, DecisionRow.of(step, "case-routing").text("route"));
  }

  @Bean
  JavaDelegate clearCase(Cases cases, Labels labels, ControlSample sample, TablesAsked tables) {
    return step -> {
      cases.clear(caseId(step), sample.share(), tables.take("case-routing"));
      labels.recordCleared(cases.get(caseId(step)));
    };
  }

  /** What the SLA table reads, also after a reopening, where no enrichment went before. */
  @Bean
  ExecutionListener readCase(Cases cases, RoutingProperties thresholds) {
    return step -> {
      if (!step.hasVariable(SCORE.name())) {
        var record = cases.get(caseId(step));
        ROUTING.set(step, record.routeOrFail().toString());
        SCORE.set(step, record.score());
        THRESHOLD_HIGH.set(step, thresholds.thresholdHigh());
      }
      POLICY_LEVEL.set(step, 0);
    };
  }

  @Bean
  ExecutionListener recordSla(CaseRouting routing) {
    return step ->
        routing.record(caseId(step), ROUTING.from(step), DecisionRow.of(step, "sla-policy"));
  }

  @Bean
  JavaDelegate publishCase(Cases cases, CaseTopic topic) {
    return step -> topic.publish(CaseRouting.summary(cases.get(caseId(step))));
  }

  static CaseId caseId(DelegateExecution step) {
    return new CaseId(step.getProcessBusinessKey());
  }
}
