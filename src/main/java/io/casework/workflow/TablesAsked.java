package io.casework.workflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedInput;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableRuleImpl;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What decision tables were asked and said in this transaction, for the fact that rests on it.
 *
 * <p>Of each table its deployed version, the rows that matched with their numbers in the Modeler
 * and their ids, and what went in and came out, by name.
 */
@Component
class TablesAsked implements DmnDecisionTableEvaluationListener {

  /** The answers of the transaction, which end with it: nothing of a failed step stays behind. */
  private static final class Asked extends TreeMap<String, Object>
      implements TransactionSynchronization {

    private static final long serialVersionUID = 1;

    @Override
    public void afterCompletion(int status) {
      TransactionSynchronizationManager.unbindResourceIfPossible(TablesAsked.class);
    }
  }

  @Override
  public void notify(DmnDecisionTableEvaluationEvent event) {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      asked().put(event.getDecisionTable().getKey(), answer(event));
    }
  }

  /** Takes what these tables said since they were last taken; those not asked are left out. */
  Map<String, Object> take(String... tables) {
    var taken = new LinkedHashMap<String, Object>();
    if (TransactionSynchronizationManager.getResource(TablesAsked.class) instanceof Asked asked) {
      for (var table : tables) {
        var answer = asked.remove(table);
        if (answer != null) {
          taken.put(table, answer);
        }
      }
    }
    return taken;
  }

  private static Asked asked() {
    if (TransactionSynchronizationManager.getResource(TablesAsked.class) instanceof Asked known) {
      return known;
    }
    var asked = new Asked();
    TransactionSynchronizationManager.bindResource(TablesAsked.class, asked);
    TransactionSynchronizationManager.registerSynchronization(asked);
    return asked;
  }

  private static Map<String, Object> answer(DmnDecisionTableEvaluationEvent event) {
    var answer = new LinkedHashMap<String, Object>();
    if (event.getDecisionTable() instanceof DecisionDefinition deployed) {
      answer.put("version", deployed.getVersion());
    }
    answer.put(
        "rows",
        event.getMatchingRules().stream()
            .map(rule -> "%d %s".formatted(number(event, rule), rule.getId()))
            .toList());
    answer.put("inputs", inputs(event));
    answer.put("outputs", outputs(event));
    return answer;
  }

  private static Map<String, Object> outputs(DmnDecisionTableEvaluationEvent event) {
    var outputs = new LinkedHashMap<String, Object>();
    for (var row : event.getMatchingRules()) {
      row.getOutputEntries()
          .forEach((name, entry) -> outputs.put(name, String.valueOf(entry.getValue().getValue())));
    }
    return outputs;
  }

  private static int number(DmnDecisionTableEvaluationEvent event, DmnEvaluatedDecisionRule row) {
    return event.getDecisionTable().getDecisionLogic() instanceof DmnDecisionTableImpl table
        ? table.getRules().stream()
                .map(DmnDecisionTableRuleImpl::getId)
                .toList()
                .indexOf(row.getId())
            + 1
        : 0;
  }

  private static Map<String, Object> inputs(DmnDecisionTableEvaluationEvent event) {
    return event.getInputs().stream()
        .filter(input -> input.getValue().getValue() != null)
        .collect(
            Collectors.toMap(
                DmnEvaluatedInput::getName,
                TablesAsked::value,
                (first, second) -> second,
                LinkedHashMap::new));
  }

  private static Object value(DmnEvaluatedInput input) {
    var value = input.getValue().getValue();
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }
}
