package io.casework.workflow;

import static io.casework.workflow.RepairProcess.ANSWER;
import static io.casework.workflow.RepairProcess.APPROVED;
import static io.casework.workflow.RepairProcess.APPROVE_MESSAGE;
import static io.casework.workflow.RepairProcess.HANDED_IN;
import static io.casework.workflow.RepairProcess.PUT_BACK;
import static io.casework.workflow.RepairProcess.RETURNED;
import static io.casework.workflow.RepairProcess.RETURN_REASON;
import static io.casework.workflow.RepairProcess.VERDICT;

import io.casework.core.CaseEvent;
import io.casework.core.Refused;
import io.casework.deadletters.Repairs;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * Holds the two tasks of a repair to its rules, whether they are claimed and completed in Tasklist
 * or from our own pages: above all that two people agree.
 */
@Component
class RepairTasks {

  private final Repairs repairs;
  private final CurrentUser user;

  RepairTasks(Repairs repairs, CurrentUser user) {
    this.repairs = repairs;
    this.user = user;
  }

  void assigned(DelegateTask task) {
    var assignee = task.getAssignee();
    if (assignee != null && task.getTaskDefinitionKey().equals(APPROVE_MESSAGE)) {
      inEngineWords(() -> repairs.demandAnother(repairOf(task), assignee));
    }
  }

  void completed(DelegateTask task) {
    var who = user.id();
    if (who.equals(CaseEvent.SYSTEM)) {
      throw new BadUserRequestException("only people mend and approve messages");
    }
    var answer = ANSWER.from(task, "");
    inEngineWords(
        () ->
            VERDICT.set(
                task.getExecution(),
                task.getTaskDefinitionKey().equals(APPROVE_MESSAGE)
                    ? approval(task, answer, who)
                    : mending(task, answer, who)));
  }

  private String mending(DelegateTask task, String answer, String who) {
    switch (answer) {
      case HANDED_IN -> repairs.handedIn(repairOf(task), who);
      case PUT_BACK -> repairs.putBack(repairOf(task), who);
      default -> throw new BadUserRequestException("answer: must be handed_in or put_back");
    }
    return answer;
  }

  private String approval(DelegateTask task, String answer, String who) {
    switch (answer) {
      case APPROVED:
        return repairs.approve(repairOf(task), who).toString();
      case RETURNED:
        repairs.giveBack(repairOf(task), RETURN_REASON.from(task, ""), who);
        return answer;
      default:
        throw new BadUserRequestException("answer: must be approved or returned");
    }
  }

  // So that Tasklist shows a wrong entry and not a failure.
  private static void inEngineWords(Runnable rule) {
    try {
      rule.run();
    } catch (Refused e) {
      throw new BadUserRequestException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String repairOf(DelegateTask task) {
    return task.getExecution().getProcessBusinessKey();
  }
}
