package io.casework.workflow;

import static io.casework.workflow.ActionProcess.ACTION_KEY;
import static io.casework.workflow.ActionProcess.CASE_DECIDED;
import static io.casework.workflow.ActionProcess.LEGIT;
import static io.casework.workflow.ActionProcess.PROTECTIVE_ACTION;

import io.casework.actions.Actions;
import io.casework.actions.ProtectiveActions;
import io.casework.actions.TargetFailure;
import io.casework.cases.Decision;
import io.casework.core.CaseId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Protective actions as instances of {@code bpmn/protective-action.bpmn}. */
@Component
class ProtectiveProcesses implements ProtectiveActions {

  private static final Logger log = LoggerFactory.getLogger(ProtectiveProcesses.class);

  /** How long the engine leaves the first try to the caller. */
  private static final Duration HEAD_START = Duration.ofSeconds(20);

  /** Tries at one time on callers' threads: each holds two connections while it waits. */
  private static final int AT_ONCE = 6;

  private static final Duration QUEUE = Duration.ofSeconds(2);

  private final RuntimeService processes;
  private final ManagementService jobs;
  private final IdentityService identities;
  private final Actions actions;
  private final Unrestricted engine;
  private final CurrentUser user;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final Semaphore slots = new Semaphore(AT_ONCE);

  ProtectiveProcesses(
      @Lazy RuntimeService processes,
      @Lazy ManagementService jobs,
      @Lazy IdentityService identities,
      Actions actions,
      Unrestricted engine,
      CurrentUser user,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.processes = processes;
    this.jobs = jobs;
    this.identities = identities;
    this.actions = actions;
    this.engine = engine;
    this.user = user;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void request(Request request) {
    start(request);
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public Attempt prepare(Request request) {
    var first = start(request).map(this::hold);
    return () -> {
      first.ifPresent(this::tryNow);
      return outcome(request.key());
    };
  }

  @Override
  @Transactional(propagation = Propagation.NEVER)
  public Outcome carryOut(Request request) {
    try {
      return transaction.execute(status -> prepare(request)).make();
    } catch (DuplicateKeyException e) {
      return outcome(request.key()); // somebody else asked at the same moment
    }
  }

  @Override
  public Outcome outcome(String key) {
    var action = actions.get(key);
    return new Outcome(action.action(), action.doneAt() != null, action.log());
  }

  /** Tells the actions of a case what was decided, in the transaction of the decision. */
  void decided(CaseId caseId, Decision decision) {
    if (actions.any(caseId)) {
      engine.run(
          () ->
              processes
                  .createMessageCorrelation(CASE_DECIDED)
                  .processInstanceBusinessKey(caseId.value())
                  .setVariables(Map.of("legit", LEGIT.typed(decision == Decision.LEGIT)))
                  .correlateAll());
    }
  }

  private Optional<String> start(Request request) {
    if (!actions.record(request, user.id())) {
      return Optional.empty();
    }
    var caseId = request.caseId();
    var process =
        engine.call(
            () ->
                processes.startProcessInstanceByKey(
                    PROTECTIVE_ACTION,
                    caseId == null ? request.key() : caseId.value(),
                    Map.of("actionKey", ACTION_KEY.typed(request.key()))));
    return Optional.of(process.getId());
  }

  /** Keeps the job executor from the step for a while. */
  private String hold(String process) {
    return engine.call(
        () -> {
          var job = jobs.createJobQuery().processInstanceId(process).singleResult().getId();
          due(job, clock.instant().plus(HEAD_START));
          return job;
        });
  }

  private void due(String job, Instant at) {
    engine.run(() -> jobs.setJobDuedate(job, Date.from(at)));
  }

  private void tryNow(String job) {
    if (!slot()) {
      due(job, clock.instant()); // no need to keep the engine from it any longer
      return;
    }
    var who = identities.getCurrentAuthentication();
    identities.clearAuthentication(); // the step is the system's, also on this thread
    try {
      jobs.executeJob(job);
    } catch (RuntimeException e) {
      log.warn(
          "action not carried out yet: {}",
          e instanceof TargetFailure ? e.getMessage() : e.getClass().getName());
    } finally {
      slots.release();
      identities.setAuthentication(who);
    }
  }

  private boolean slot() {
    try {
      return slots.tryAcquire(QUEUE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
