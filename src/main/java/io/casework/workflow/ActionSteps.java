package io.casework.workflow;

import static io.casework.workflow.ActionProcess.ACTION_KEY;
import static io.casework.workflow.ActionProcess.LEGIT;
import static io.casework.workflow.ActionProcess.UNDOABLE;
import static io.casework.workflow.ActionProcess.UNDO_UNTIL;

import io.casework.actions.ActionProperties;
import io.casework.actions.Actions;
import io.casework.cases.CaseRecord;
import io.casework.cases.Cases;
import io.casework.cases.Decision;
import io.casework.core.CaseId;
import java.time.Clock;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code bpmn/protective-action.bpmn}; each bean bears the id of its task. */
@Configuration(proxyBeanMethods = false)
class ActionSteps {

  @Bean
  JavaDelegate carryOutAction(
      Actions actions, Cases cases, ActionProperties properties, Clock clock) {
    return step -> {
      var key = ACTION_KEY.from(step);
      var action = actions.get(key);
      var undoable = action.action().undoable() && action.caseId() != null;
      if (undoable && legit(cases, action.caseId()) && actions.withdraw(key)) {
        UNDOABLE.set(step, false);
        return;
      }
      actions.carryOut(key);
      UNDOABLE.set(step, undoable);
      UNDO_UNTIL.set(step, clock.instant().plus(properties.undoWithin()));
      // With the case locked: a decision is either seen here, or finds this process waiting.
      LEGIT.set(step, undoable && legit(cases, action.caseId()));
    };
  }

  @Bean
  JavaDelegate undoAction(Actions actions) {
    return step -> actions.undo(ACTION_KEY.from(step));
  }

  /** A case that has not come yet is not decided. */
  private static boolean legit(Cases cases, @Nullable CaseId caseId) {
    return caseId != null
        && cases
            .find(caseId)
            .map(CaseRecord::caseId)
            .map(cases::lock)
            .map(CaseRecord::outcome)
            .filter(Decision.LEGIT.toString()::equals)
            .isPresent();
  }
}
