package io.casework.workflow;

import static io.casework.workflow.ActionProcess.NEXT_BEST_ACTION;

import io.casework.actions.ActionProperties;
import io.casework.actions.NextAction;
import io.casework.actions.NextBestAction;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks {@code bpmn/decisions/next-best-action.dmn}. */
@Component
class TableNextBestAction implements NextBestAction {

  private static final Logger log = LoggerFactory.getLogger(TableNextBestAction.class);

  private final DecisionService decisions;
  private final Unrestricted engine;
  private final ActionProperties thresholds;
  private final TablesAsked tables;

  TableNextBestAction(
      @Lazy DecisionService decisions,
      Unrestricted engine,
      ActionProperties thresholds,
      TablesAsked tables) {
    this.decisions = decisions;
    this.engine = engine;
    this.thresholds = thresholds;
    this.tables = tables;
  }

  @Override
  public Choice choose(String eventType, double score) {
    // Within the engine's transaction, where what the table said is still at hand.
    return engine.call(
        () -> {
          var row = DecisionRow.of(evaluate(eventType, score), NEXT_BEST_ACTION);
          return new Choice(action(row), tables.take(NEXT_BEST_ACTION));
        });
  }

  private static NextAction action(DecisionRow row) {
    try {
      return NextAction.of(row.text("nextAction"));
    } catch (IllegalArgumentException | IllegalStateException e) {
      // A slip in the table must not leave a signal without anybody.
      log.error("{}: {}", NEXT_BEST_ACTION, e.getMessage());
      return NextAction.ROUTE_TO_MANUAL_REVIEW;
    }
  }

  private Object evaluate(String eventType, double score) {
    return decisions
        .evaluateDecisionTableByKey(NEXT_BEST_ACTION)
        .variables(
            Variables.createVariables()
                .putValue("eventType", eventType)
                .putValue("score", score)
                .putValue("freezeAbove", thresholds.freezeAbove())
                .putValue("secondFactorAbove", thresholds.secondFactorAbove()))
        .evaluate();
  }
}
