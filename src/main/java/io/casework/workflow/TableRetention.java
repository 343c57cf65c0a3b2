package io.casework.workflow;

import io.casework.retention.RetentionClass;
import io.casework.retention.RetentionTable;
import java.time.Duration;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks {@code bpmn/decisions/retention-class.dmn}. */
@Component
class TableRetention implements RetentionTable {

  private static final String RETENTION_CLASS = "retention-class";

  private final DecisionService decisions;
  private final RepositoryService repository;
  private final Unrestricted engine;

  TableRetention(
      @Lazy DecisionService decisions, @Lazy RepositoryService repository, Unrestricted engine) {
    this.decisions = decisions;
    this.repository = repository;
    this.engine = engine;
  }

  @Override
  public RetentionClass choose(String region, String outcome, @Nullable String route) {
    var table =
        engine.call(
            () ->
                repository
                    .createDecisionDefinitionQuery()
                    .decisionDefinitionKey(RETENTION_CLASS)
                    .latestVersion()
                    .singleResult());
    var variables =
        Variables.createVariables()
            .putValue("region", region)
            .putValue("outcome", outcome)
            .putValue("route", route);
    var row =
        DecisionRow.of(
            engine.call(
                () ->
                    decisions
                        .evaluateDecisionTableById(table.getId())
                        .variables(variables)
                        .evaluate()),
            RETENTION_CLASS);
    return new RetentionClass(
        row.text("retentionClass"),
        Duration.ofDays((long) row.number("keepDays")),
        Duration.ofDays((long) row.number("eraseAfterDays")),
        row.flag("erasableOnRequest"),
        table.getVersion());
  }
}
