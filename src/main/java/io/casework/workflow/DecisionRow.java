package io.casework.workflow;

import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * The row of a decision table that matched; what is missing or odd is named with table and column.
 */
record DecisionRow(String table, Map<String, Object> values) {

  /** Reads the result that the engine leaves behind a business rule task. */
  static DecisionRow of(DelegateExecution step, String table) {
    return of(step.getVariable("decisionResult"), table);
  }

  static DecisionRow of(Object result, String table) {
    Map<String, Object> values = null;
    if (result instanceof DmnDecisionResult decision && decision.size() == 1) {
      values = decision.getSingleResult().getEntryMap();
    } else if (result instanceof DmnDecisionTableResult decision && decision.size() == 1) {
      values = decision.getSingleResult().getEntryMap();
    }
    if (values == null) {
      throw new IllegalStateException("decision table " + table + " gave no row");
    }
    return new DecisionRow(table, values);
  }

  String text(String column) {
    if (values.get(column) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new IllegalStateException(
        "decision table %s: column %s is empty".formatted(table, column));
  }

  double number(String column) {
    if (values.get(column) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalStateException(
        "decision table %s: column %s is no number".formatted(table, column));
  }

  boolean flag(String column) {
    if (values.get(column) instanceof Boolean flag) {
      return flag;
    }
    throw new IllegalStateException(
        "decision table %s: column %s is neither true nor false".formatted(table, column));
  }
}
