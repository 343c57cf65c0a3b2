package io.casework.workflow;

import static io.casework.workflow.RepairProcess.ANSWER;
import static io.casework.workflow.RepairProcess.APPROVED;
import static io.casework.workflow.RepairProcess.APPROVE_MESSAGE;
import static io.casework.workflow.RepairProcess.HANDED_IN;
import static io.casework.workflow.RepairProcess.MEND_MESSAGE;
import static io.casework.workflow.RepairProcess.PUT_BACK;
import static io.casework.workflow.RepairProcess.REPAIR;
import static io.casework.workflow.RepairProcess.RETURNED;
import static io.casework.workflow.RepairProcess.RETURN_REASON;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.core.Refused;
import io.casework.deadletters.LetterBook;
import io.casework.deadletters.LetterState;
import io.casework.deadletters.Repair.Action;
import io.casework.deadletters.Repairs;
import io.casework.deadletters.Replays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do with refused messages, whatever screen or program they do it from. */
@Component
@Transactional
public class RepairDesk {

  private final TaskService tasks;
  private final RuntimeService processes;
  private final LetterBook book;
  private final Repairs repairs;
  private final Replays replays;
  private final Unrestricted engine;

  RepairDesk(
      TaskService tasks,
      RuntimeService processes,
      LetterBook book,
      Repairs repairs,
      Replays replays,
      Unrestricted engine) {
    this.tasks = tasks;
    this.processes = processes;
    this.book = book;
    this.repairs = repairs;
    this.replays = replays;
    this.engine = engine;
  }

  /** Takes up an open letter; returns the repair's id. */
  public String takeUp(String letterId, String user) {
    var repair = repairs.takeUp(letterId, user);
    start(repair, user);
    return repair;
  }

  /**
   * Proposes what is to happen with a letter, and asks a second person; takes it up first if nobody
   * has.
   */
  public void handInLetter(
      String letterId, Action action, @Nullable String body, @Nullable String reason, String user) {
    var letter = book.get(letterId);
    var repairId =
        letter.state() == LetterState.OPEN || letter.repairId() == null
            ? takeUp(letterId, user)
            : letter.repairId();
    repairs.draft(repairId, action, body, reason, user);
    complete(repairId, MEND_MESSAGE, user, Map.of("answer", ANSWER.typed(HANDED_IN)));
  }

  /** Takes up all open letters of a signature with one proposal, and asks a second person. */
  public String replay(
      String signature,
      Action action,
      @Nullable JsonNode patch,
      @Nullable String reason,
      String user) {
    var repair = replays.begin(signature, action, patch, reason, user);
    start(repair, user);
    complete(repair, MEND_MESSAGE, user, Map.of("answer", ANSWER.typed(HANDED_IN)));
    return repair;
  }

  /** Another proposal for a replay that was given back. */
  public void handInReplay(
      String repairId,
      Action action,
      @Nullable JsonNode patch,
      @Nullable String reason,
      String user) {
    replays.change(repairId, action, patch, reason, user);
    complete(repairId, MEND_MESSAGE, user, Map.of("answer", ANSWER.typed(HANDED_IN)));
  }

  /** Nothing is to happen for now. */
  public void putBack(String repairId, String user) {
    complete(repairId, MEND_MESSAGE, user, Map.of("answer", ANSWER.typed(PUT_BACK)));
  }

  /** A second person says yes. */
  public void approve(String repairId, String user) {
    complete(repairId, APPROVE_MESSAGE, user, Map.of("answer", ANSWER.typed(APPROVED)));
  }

  /** A second person says no, and why. */
  public void giveBack(String repairId, @Nullable String reason, String user) {
    var said = new HashMap<String, Object>();
    said.put("answer", ANSWER.typed(RETURNED));
    said.put("returnReason", RETURN_REASON.typed(reason == null ? "" : reason));
    complete(repairId, APPROVE_MESSAGE, user, said);
  }

  /** The repair that a task of Tasklist is about; empty for tasks that the caller may not see. */
  @Transactional(readOnly = true)
  public Optional<String> repairOf(String taskId) {
    return Optional.ofNullable(tasks.createTaskQuery().taskId(taskId).singleResult())
        .filter(task -> RepairProcess.TASKS.contains(task.getTaskDefinitionKey()))
        .map(
            task ->
                engine.call(
                    () ->
                        processes
                            .createProcessInstanceQuery()
                            .processInstanceId(task.getProcessInstanceId())
                            .singleResult()))
        .map(process -> process.getBusinessKey());
  }

  private void start(String repairId, String user) {
    // Two commands: a query does not see what its own command has not written yet.
    engine.run(() -> processes.startProcessInstanceByKey(REPAIR, repairId));
    engine.run(() -> tasks.claim(task(repairId, MEND_MESSAGE).getId(), user));
  }

  private void complete(String repairId, String task, String user, Map<String, Object> said) {
    repairs.get(repairId); // one that is not there is no conflict
    try {
      engine.run(
          () -> {
            var open = task(repairId, task);
            if (!user.equals(open.getAssignee())) {
              tasks.setAssignee(open.getId(), user);
            }
            tasks.complete(open.getId(), said);
          });
    } catch (ProcessEngineException e) {
      throw refusal(e);
    }
  }

  /** What our own rules said, out of the engine's wrapping. */
  private static RuntimeException refusal(ProcessEngineException e) {
    return Stream.<@Nullable Throwable>iterate(e, Objects::nonNull, cause -> cause.getCause())
        .filter(Refused.class::isInstance)
        .map(RuntimeException.class::cast)
        .findFirst()
        .orElse(e);
  }

  private Task task(String repairId, String key) {
    return Optional.ofNullable(
            tasks
                .createTaskQuery()
                .processDefinitionKey(REPAIR)
                .taskDefinitionKey(key)
                .processInstanceBusinessKey(repairId)
                .singleResult())
        .orElseThrow(
            () -> Refused.conflict("state", "the repair is " + repairs.get(repairId).state()));
  }
}
