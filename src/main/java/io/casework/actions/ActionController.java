package io.casework.actions;

import io.casework.core.OperationsEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The execution log, and a look into the simulated systems. */
@RestController
@RequestMapping("/api/v1/actions")
class ActionController {

  private final Actions actions;
  private final Simulator simulator;
  private final ApplicationEventPublisher facts;

  ActionController(Actions actions, Simulator simulator, ApplicationEventPublisher facts) {
    this.actions = actions;
    this.simulator = simulator;
    this.facts = facts;
  }

  /** The lines name customers: who reads them is recorded. */
  @Transactional
  @GetMapping
  List<Line> log(
      @RequestParam(name = "case_id", required = false) @Nullable String caseId,
      @RequestParam(name = "customer_id", required = false) @Nullable String customerId,
      Authentication who) {
    var lines = actions.list(caseId, customerId).stream().map(Line::of).toList();
    facts.publishEvent(
        new OperationsEvent("actions_read", null, who.getName(), Map.of("count", lines.size())));
    return lines;
  }

  @GetMapping("/simulator/accounts")
  List<Simulator.Hold> holds() {
    return simulator.holds(null);
  }

  @GetMapping("/simulator/accounts/{customerId}")
  Account account(@PathVariable String customerId) {
    return Account.of(customerId, simulator.holds(customerId));
  }

  @GetMapping("/simulator/tickets")
  List<Simulator.Ticket> tickets() {
    return simulator.tickets();
  }

  /** One action, in fields and in words. */
  record Line(
      String actionKey,
      NextAction action,
      String workflowCategory,
      String customerId,
      @Nullable String caseId,
      String reason,
      ActionRecord.State state,
      String target,
      @Nullable String reference,
      int attempts,
      @Nullable String failure,
      @Nullable Long latencyMs,
      Instant requestedAt,
      @Nullable Instant doneAt,
      @Nullable Instant undoneAt,
      String log) {

    static Line of(ActionRecord action) {
      var caseId = action.caseId();
      return new Line(
          action.actionKey(),
          action.action(),
          action.action().category(),
          action.customerId(),
          caseId == null ? null : caseId.value(),
          action.reason(),
          action.state(),
          action.target(),
          action.reference(),
          action.attempts(),
          action.failure(),
          action.latencyMs(),
          action.requestedAt(),
          action.doneAt(),
          action.undoneAt(),
          action.log());
    }
  }

  /**
   * A customer's account in the simulated core banking.
   *
   * @param since since when it is locked; null when it is not
   * @param lockedBy keys of the locks that stand
   */
  record Account(
      String customerId,
      boolean locked,
      @Nullable Instant since,
      List<String> lockedBy,
      boolean secondFactorRequired,
      boolean watched,
      List<Simulator.Hold> history) {

    static Account of(String customerId, List<Simulator.Hold> history) {
      var locks = standing(history, SimulatedCoreBanking.LOCK);
      return new Account(
          customerId,
          !locks.isEmpty(),
          locks.isEmpty() ? null : locks.get(locks.size() - 1).placedAt(),
          locks.stream().map(Simulator.Hold::key).toList(),
          !standing(history, SimulatedCoreBanking.SECOND_FACTOR).isEmpty(),
          !standing(history, SimulatedCrm.WATCH).isEmpty(),
          history);
    }

    private static List<Simulator.Hold> standing(List<Simulator.Hold> history, String kind) {
      return history.stream()
          .filter(hold -> hold.kind().equals(kind) && hold.releasedAt() == null)
          .toList();
    }
  }
}
