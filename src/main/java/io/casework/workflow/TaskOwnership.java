package io.casework.workflow;

import io.casework.cases.Cases;
import io.casework.core.CaseEvent;
import io.casework.core.CaseId;
import java.util.Objects;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * Keeps the case record and the task of one mind about who owns the case, also when somebody claims
 * or completes it in Tasklist.
 */
@Component
class TaskOwnership {

  private final Cases cases;
  private final CurrentUser user;

  TaskOwnership(Cases cases, CurrentUser user) {
    this.cases = cases;
    this.user = user;
  }

  void assigned(DelegateTask task) {
    var record = cases.get(caseId(task));
    if (!Objects.equals(record.assignee(), task.getAssignee())) {
      cases.assign(
          record.caseId(),
          task.getAssignee(),
          Objects.requireNonNull(record.queueGroup()),
          user.id());
    }
  }

  void completed(DelegateTask task) {
    var who = user.id();
    if (!who.equals(CaseEvent.SYSTEM) && !who.equals(task.getAssignee())) {
      throw new BadUserRequestException("claim the case before you decide it");
    }
  }

  private static CaseId caseId(DelegateTask task) {
    return new CaseId(task.getExecution().getProcessBusinessKey());
  }
}
