package io.casework.workflow;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.jspecify.annotations.Nullable;

/**
 * A deployed decision table that is asked very often, by a decision engine of its own: neither the
 * engine's transactions and history nor what a case's facts say about tables is concerned; who asks
 * keeps the answer.
 */
class QuietTable {

  /** How long another version may go unnoticed. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final String key;
  private final RepositoryService repository;
  private final Unrestricted engine;
  private final DmnEngine decisions;
  private volatile @Nullable Checked checked;

  QuietTable(String key, RepositoryService repository, Unrestricted engine) {
    this.key = key;
    this.repository = repository;
    this.engine = engine;
    var configuration = new DefaultDmnEngineConfiguration();
    configuration.setFeelEngineFactory(ParsedOnceFeelEngine.factory());
    this.decisions = configuration.buildEngine();
  }

  /** The version that was deployed last; the same object until there is another. */
  Version latest() {
    var before = checked;
    if (before != null && System.nanoTime() - before.at() < FRESH.toNanos()) {
      return before.version();
    }
    var deployed = engine.call(this::deployed);
    var version =
        before != null && before.version().id.equals(deployed.getId())
            ? before.version()
            : engine.call(() -> read(deployed));
    checked = new Checked(version, System.nanoTime());
    return version;
  }

  private DecisionDefinition deployed() {
    return repository
        .createDecisionDefinitionQuery()
        .decisionDefinitionKey(key)
        .latestVersion()
        .singleResult();
  }

  private Version read(DecisionDefinition deployed) {
    try (var xml = repository.getDecisionModel(deployed.getId())) {
      var bytes = xml.readAllBytes();
      return new Version(
          deployed.getId(),
          decisions.parseDecision(key, new ByteArrayInputStream(bytes)),
          Dmn.readModelFromStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param at when it was last seen to be the latest, by {@link System#nanoTime}
   */
  private record Checked(Version version, long at) {}

  /** One version of the table. */
  final class Version {

    private final String id;
    private final DmnDecision decision;
    private final DmnModelInstance model;

    private Version(String id, DmnDecision decision, DmnModelInstance model) {
      this.id = id;
      this.decision = decision;
      this.model = model;
    }

    /** What stands in its cells. */
    DmnModelInstance model() {
      return model;
    }

    /** The one row that matches. */
    DecisionRow ask(Map<String, Object> inputs) {
      return DecisionRow.of(decisions.evaluateDecisionTable(decision, inputs), key);
    }
  }
}
