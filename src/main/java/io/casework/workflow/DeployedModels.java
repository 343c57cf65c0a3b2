package io.casework.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Models as the engine has them: every version that was ever deployed here. */
@Component
class DeployedModels {

  private final RepositoryService repository;

  DeployedModels(@Lazy RepositoryService repository) {
    this.repository = repository;
  }

  /** The XML of a process definition, as it was deployed. */
  String process(String definitionId) {
    return text(repository.getProcessModel(definitionId));
  }

  BpmnModelInstance processModel(String definitionId) {
    return repository.getBpmnModelInstance(definitionId);
  }

  /** The XML of a version of a decision table. */
  Optional<String> table(String key, int version) {
    return Optional.ofNullable(
            repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .decisionDefinitionVersion(version)
                .singleResult())
        .map(DecisionDefinition::getId)
        .map(repository::getDecisionModel)
        .map(DeployedModels::text);
  }

  /** Every version of every decision table, with the instant from which it was in force. */
  List<Table> tables() {
    var deployedAt =
        repository.createDeploymentQuery().list().stream()
            .collect(
                Collectors.toMap(Deployment::getId, each -> each.getDeploymentTime().toInstant()));
    return repository.createDecisionDefinitionQuery().list().stream()
        .map(
            each ->
                new Table(each.getKey(), each.getVersion(), deployedAt.get(each.getDeploymentId())))
        .sorted(Comparator.comparing(Table::key).thenComparing(Table::version))
        .toList();
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A version of a decision table. */
  record Table(String key, int version, Instant since) {}
}
