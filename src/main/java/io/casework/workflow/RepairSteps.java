package io.casework.workflow;

import static io.casework.workflow.RepairProcess.MORE_TO_SEND;

import io.casework.deadletters.Resending;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The steps of {@code bpmn/dead-letter-repair.bpmn}; each bean bears the id of its task. The
 * business key is the repair's id.
 */
@Configuration(proxyBeanMethods = false)
class RepairSteps {

  @Bean
  JavaDelegate sendAgain(Resending resending) {
    return step -> MORE_TO_SEND.set(step, resending.sendSome(step.getProcessBusinessKey()));
  }

  @Bean
  JavaDelegate discardMessage(Resending resending) {
    return step -> resending.discard(step.getProcessBusinessKey());
  }
}
