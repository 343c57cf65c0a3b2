package io.casework.actions;

import io.casework.core.CaseEvent;
import io.casework.core.CaseId;
import io.casework.core.OperationsEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries actions out and takes them back, and writes down how it went.
 *
 * <p>Around each call to another system stand two short transactions of its own: one claims the
 * try, one keeps the receipt. What remains is a crash between call and receipt; then the same key
 * is sent again, and the other system drops the repeat.
 */
@Component
public class Actions {

  /** Longer than a call may take, shorter than the wait for an abandoned action. */
  private static final Duration CLAIM = Duration.ofSeconds(18);

  private final ActionLog log;
  private final Effects effects;
  private final ApplicationEventPublisher facts;
  private final Clock clock;
  private final TransactionTemplate savepoint;
  private final TransactionTemplate alone;

  Actions(
      ActionLog log,
      Effects effects,
      ApplicationEventPublisher facts,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.log = log;
    this.effects = effects;
    this.facts = facts;
    this.clock = clock;
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.alone = new TransactionTemplate(transactions);
    this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Writes a request down in the caller's transaction; false if its key is known. */
  public boolean record(ProtectiveActions.Request request, String actor) {
    try {
      savepoint.executeWithoutResult(
          status -> log.insert(request, effects.target(request.action()), clock.instant()));
    } catch (DuplicateKeyException e) {
      return false;
    }
    var requested = fact("action_requested", get(request.key()), actor);
    if (!request.tables().isEmpty()) {
      requested.facts().put("tables", request.tables());
    }
    facts.publishEvent(requested);
    return true;
  }

  /** Has the action carried out, unless it already is. */
  public void carryOut(String key) {
    if (!claimed(key, "done_at")) {
      return;
    }
    var action = get(key);
    var start = System.nanoTime();
    var reference = attempt(action, () -> effects.carryOut(action.action(), order(action)));
    var latency = Duration.ofNanos(System.nanoTime() - start).plusNanos(999_999).toMillis();
    alone.executeWithoutResult(
        status -> {
          log.done(key, effects.target(action.action()), reference, latency, clock.instant());
          facts.publishEvent(fact("action_done", get(key), CaseEvent.SYSTEM));
        });
  }

  /** Takes the action back, unless that is done already. */
  public void undo(String key) {
    if (!claimed(key, "undone_at")) {
      return;
    }
    var action = get(key);
    attempt(
        action,
        () -> {
          effects.undo(action.action(), order(action));
          return null;
        });
    alone.executeWithoutResult(
        status -> {
          log.undone(key, clock.instant());
          facts.publishEvent(fact("action_undone", get(key), CaseEvent.SYSTEM));
        });
  }

  /**
   * Gives up an action that is no longer wanted; false if it was tried before, for then it may have
   * arrived and must be carried out and undone in order.
   */
  public boolean withdraw(String key) {
    var action = get(key);
    if (action.attempts() > 0) {
      return false;
    }
    log.undone(key, clock.instant());
    facts.publishEvent(fact("action_undone", action, CaseEvent.SYSTEM));
    return true;
  }

  public ActionRecord get(String key) {
    return find(key).orElseThrow(() -> new IllegalStateException("there is no action " + key));
  }

  public Optional<ActionRecord> find(String key) {
    return log.find(key);
  }

  /** Whether anything was done for this case. */
  public boolean any(CaseId caseId) {
    return log.any(caseId);
  }

  /** Whether the customer's account is to be locked, and nobody has taken that back. */
  public boolean frozen(String customerId) {
    return log.frozen(customerId);
  }

  /** The execution log, the latest first. */
  List<ActionRecord> list(@Nullable String caseId, @Nullable String customerId) {
    return log.list(caseId, customerId);
  }

  private boolean claimed(String key, String column) {
    var now = clock.instant();
    var mine = alone.execute(status -> log.claim(key, column, now, now.plus(CLAIM)));
    if (Boolean.TRUE.equals(mine)) {
      return true;
    }
    var action = get(key);
    if ((column.equals("done_at") ? action.doneAt() : action.undoneAt()) == null) {
      throw new IllegalStateException("somebody else is at this action");
    }
    return false;
  }

  private @Nullable String attempt(ActionRecord action, Call call) {
    try {
      return call.run();
    } catch (RuntimeException e) {
      var failure = e instanceof TargetFailure ? e.getMessage() : e.getClass().getSimpleName();
      alone.executeWithoutResult(
          status -> {
            log.failed(action.actionKey(), String.valueOf(failure));
            facts.publishEvent(fact("action_failed", get(action.actionKey()), CaseEvent.SYSTEM));
          });
      throw e;
    }
  }

  private static Order order(ActionRecord action) {
    return new Order(action.actionKey(), action.customerId(), action.reason());
  }

  private static OperationsEvent fact(String kind, ActionRecord action, String actor) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("action_key", action.actionKey());
    facts.put("action", action.action().toString());
    facts.put("target", action.target());
    facts.put("attempts", action.attempts());
    if (action.latencyMs() != null) {
      facts.put("latency_ms", action.latencyMs());
    }
    if (action.reference() != null) {
      facts.put("reference", action.reference());
    }
    if (action.failure() != null) {
      facts.put("failure", action.failure());
    }
    return new OperationsEvent(kind, action.caseId(), actor, facts);
  }

  @FunctionalInterface
  private interface Call {
    @Nullable String run();
  }
}
