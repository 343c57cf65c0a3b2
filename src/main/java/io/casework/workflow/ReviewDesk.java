package io.casework.workflow;

import static io.casework.workflow.CaseProcess.DECISION;
import static io.casework.workflow.CaseProcess.DUE_SOON;
import static io.casework.workflow.CaseProcess.ESCALATION_REASON;
import static io.casework.workflow.CaseProcess.ESCALATION_REQUESTED;
import static io.casework.workflow.CaseProcess.NOTE;
import static io.casework.workflow.CaseProcess.REASON_CODE;
import static io.casework.workflow.CaseProcess.REVIEW;
import static io.casework.workflow.CaseProcess.REVIEW_CASE;

import io.casework.cases.CaseConflict;
import io.casework.cases.CaseRecord;
import io.casework.cases.Cases;
import io.casework.cases.Deadline;
import io.casework.cases.Decision;
import io.casework.cases.ReasonCode;
import io.casework.cases.ResolutionRefused;
import io.casework.core.CaseId;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people do with a case in review, whatever screen or program they do it from.
 *
 * <p>Every action takes the version that the caller saw; another version, or a state that does not
 * allow the action, ends in {@link CaseConflict}.
 */
@Component
@Transactional
public class ReviewDesk {

  private final TaskService tasks;
  private final RuntimeService processes;
  private final ManagementService jobs;
  private final Cases cases;
  private final Unrestricted engine;
  private final People people;

  ReviewDesk(
      TaskService tasks,
      RuntimeService processes,
      ManagementService jobs,
      Cases cases,
      Unrestricted engine,
      People people) {
    this.tasks = tasks;
    this.processes = processes;
    this.jobs = jobs;
    this.cases = cases;
    this.engine = engine;
    this.people = people;
  }

  /** The case that a task of Tasklist is about. */
  @Transactional(readOnly = true)
  public Optional<CaseId> caseOf(String taskId) {
    return Optional.ofNullable(tasks.createTaskQuery().taskId(taskId).singleResult())
        .map(
            task ->
                engine.call(
                    () ->
                        processes
                            .createProcessInstanceQuery()
                            .processInstanceId(task.getProcessInstanceId())
                            .singleResult()))
        .map(process -> new CaseId(process.getBusinessKey()));
  }

  /** The task of the moment, while the case is in review. */
  @Transactional(readOnly = true)
  public Optional<String> taskOf(CaseId caseId) {
    return Optional.ofNullable(engine.call(() -> findTask(caseId))).map(Task::getId);
  }

  /** Takes the case from its queue. */
  public void claim(CaseId caseId, @Nullable Long version, String user) {
    var record = expect(caseId, version);
    if (user.equals(record.assignee())) {
      return;
    }
    if (record.assignee() != null) {
      throw new CaseConflict("the case is assigned to " + record.assignee());
    }
    if (!people.mayWork(user, group(record))) {
      throw new CaseConflict("the case waits for " + group(record));
    }
    engine.run(() -> tasks.claim(task(caseId).getId(), user));
  }

  /** Puts the case back into its queue. */
  public void release(CaseId caseId, @Nullable Long version) {
    expect(caseId, version);
    engine.run(() -> tasks.setAssignee(task(caseId).getId(), null));
  }

  /** Gives the case to somebody else. */
  public void assign(CaseId caseId, @Nullable Long version, String assignee) {
    var record = expect(caseId, version);
    if (!people.mayWork(assignee, group(record))) {
      throw new ResolutionRefused("assignee", "must be a user who may work this queue");
    }
    engine.run(() -> tasks.setAssignee(task(caseId).getId(), assignee));
  }

  /** Hands the case up before it breaches; a note that says why is kept with it. */
  public void escalate(CaseId caseId, @Nullable Long version, @Nullable String note, String user) {
    if (expect(caseId, version).escalationLevel() >= HandingUp.LEAD) {
      throw new CaseConflict("the case is with the leads already; there is nobody above");
    }
    if (note != null && !note.isBlank()) {
      cases.note(caseId, note, user);
    }
    engine.run(
        () ->
            processes
                .createMessageCorrelation(ESCALATION_REQUESTED)
                .processInstanceBusinessKey(caseId.value())
                .setVariables(Map.of("escalationReason", ESCALATION_REASON.typed("requested")))
                .correlate());
  }

  /** Stops the clock while the customer is asked; neither reminder nor breach fires. */
  public void pause(CaseId caseId, @Nullable Long version, String reason, String user) {
    expect(caseId, version);
    if (reason.isBlank()) {
      throw new ResolutionRefused("reason", "is required to pause the clock");
    }
    engine.run(
        () -> {
          var task = task(caseId);
          cases.pause(caseId, reason, user);
          jobs.suspendJobByProcessInstanceId(task.getProcessInstanceId());
        });
  }

  /** Lets the clock run on with the time that was left. */
  public void resume(CaseId caseId, @Nullable Long version, String user) {
    expect(caseId, version);
    var deadline = cases.resume(caseId, user);
    // Two commands: the engine changes a job's due time and its suspension by different ways, and
    // within one command the second would find the first's row changed.
    engine.run(() -> moveTimers(caseId, deadline));
    engine.run(() -> jobs.activateJobByProcessInstanceId(task(caseId).getProcessInstanceId()));
  }

  private void moveTimers(CaseId caseId, Deadline deadline) {
    var task = task(caseId);
    jobs.createJobQuery()
        .processInstanceId(task.getProcessInstanceId())
        .timers()
        .list()
        .forEach(timer -> moveTimer(timer, deadline));
    task.setDueDate(Date.from(deadline.dueAt()));
    tasks.saveTask(task);
  }

  private void moveTimer(Job timer, Deadline deadline) {
    var definition =
        jobs.createJobDefinitionQuery().jobDefinitionId(timer.getJobDefinitionId()).singleResult();
    var reminder = definition.getActivityId().equals(DUE_SOON);
    jobs.setJobDuedate(timer.getId(), Date.from(reminder ? deadline.remindAt() : deadline.dueAt()));
  }

  /** Decides the case; only the person it is assigned to may. */
  public void resolve(
      CaseId caseId,
      @Nullable Long version,
      Decision decision,
      ReasonCode reasonCode,
      @Nullable String note,
      String user) {
    var record = expect(caseId, version);
    if (!user.equals(record.assignee())) {
      throw new CaseConflict(
          record.assignee() == null
              ? "the case is not assigned; claim it first"
              : "the case is assigned to " + record.assignee());
    }
    engine.run(
        () ->
            tasks.complete(
                task(caseId).getId(),
                Map.of(
                    "decision", DECISION.typed(decision.toString()),
                    "reasonCode", REASON_CODE.typed(reasonCode.toString()),
                    "note", NOTE.typed(note == null ? "" : note))));
  }

  private CaseRecord expect(CaseId caseId, @Nullable Long version) {
    var record = cases.lock(caseId);
    if (version != null && version != record.version()) {
      throw new CaseConflict(
          "the case has changed: version %d, expected %d".formatted(record.version(), version));
    }
    if (record.closed()) {
      throw new CaseConflict("the case is closed");
    }
    return record;
  }

  private static String group(CaseRecord record) {
    return Optional.ofNullable(record.queueGroup())
        .orElseThrow(() -> new CaseConflict("the case is not in review yet"));
  }

  private Task task(CaseId caseId) {
    return Optional.ofNullable(findTask(caseId))
        .orElseThrow(() -> new CaseConflict("the case is not in review yet"));
  }

  private @Nullable Task findTask(CaseId caseId) {
    return tasks
        .createTaskQuery()
        .processDefinitionKey(REVIEW)
        .taskDefinitionKey(REVIEW_CASE)
        .processInstanceBusinessKey(caseId.value())
        .singleResult();
  }
}
