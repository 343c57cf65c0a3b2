package io.casework.workflow;

import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.jspecify.annotations.Nullable;

/**
 * A deployed decision table that is asked very often: by a DMN engine of its own, which writes no
 * history; who asks keeps the answer.
 */
class QuietTable {

  private final String key;
  private final RepositoryService repository;
  private final Unrestricted engine;
  private final DmnEngine decisions;
  private volatile @Nullable Version latest;

  QuietTable(String key, RepositoryService repository, Unrestricted engine) {
    this.key = key;
    this.repository = repository;
    this.engine = engine;
    var configuration = new DefaultDmnEngineConfiguration();
    configuration.setFeelEngineFactory(ParsedOnceFeelEngine.factory());
    this.decisions = configuration.buildEngine();
  }

  /** The version that was deployed last; reads its model when it is another than before. */
  Version latest() {
    return engine.call(
        () -> {
          var deployed =
              repository
                  .createDecisionDefinitionQuery()
                  .decisionDefinitionKey(key)
                  .latestVersion()
                  .singleResult();
          var known = latest;
          if (known == null || !known.id.equals(deployed.getId())) {
            known =
                new Version(
                    deployed.getId(),
                    deployed.getVersion(),
                    decisions.parseDecision(key, repository.getDecisionModel(deployed.getId())));
            latest = known;
          }
          return known;
        });
  }

  /** One version of the table. */
  final class Version {

    private final String id;
    private final int number;
    private final DmnDecision decision;

    private Version(String id, int number, DmnDecision decision) {
      this.id = id;
      this.number = number;
      this.decision = decision;
    }

    String id() {
      return id;
    }

    int number() {
      return number;
    }

    /** The one row that matches. */
    DecisionRow ask(Map<String, Object> inputs) {
      return DecisionRow.of(decisions.evaluateDecisionTable(decision, inputs), key);
    }
  }
}
