package io.casework.workflow;

import io.casework.notification.NotificationMatrix;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Asks {@code bpmn/decisions/notification-matrix.dmn}, once for each question, until another
 * version of the table is deployed.
 *
 * <p>On a decision engine of its own: messages are asked for by the thousand and by every room, and
 * neither the engine's transactions nor what a case's facts say about tables is concerned.
 */
@Component
class TableNotificationMatrix implements NotificationMatrix {

  static final String TABLE = "notification-matrix";

  /** How long another version may go unnoticed. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private static final int MOST_ANSWERS = 10_000;

  private final RepositoryService repository;
  private final Unrestricted engine;
  private final DmnEngine tables;
  private volatile @Nullable Known known;

  TableNotificationMatrix(@Lazy RepositoryService repository, Unrestricted engine) {
    this.repository = repository;
    this.engine = engine;
    var configuration = new DefaultDmnEngineConfiguration();
    configuration.setFeelEngineFactory(ParsedOnceFeelEngine.factory());
    this.tables = configuration.buildEngine();
  }

  @Override
  public Recipients choose(String kind, @Nullable String urgency, String addressedTo) {
    var table = table();
    var question = new Question(kind, urgency, addressedTo);
    var answer = table.answers().get(question);
    if (answer == null) {
      answer = ask(table, question);
      if (table.answers().size() >= MOST_ANSWERS) {
        table.answers().clear();
      }
      table.answers().put(question, answer);
    }
    return answer;
  }

  @Override
  public Set<String> named() {
    return table().named();
  }

  private Recipients ask(Known table, Question question) {
    var variables = new HashMap<String, Object>();
    variables.put("kind", question.kind());
    variables.put("urgency", question.urgency());
    variables.put("addressedTo", question.addressedTo());
    var row = DecisionRow.of(tables.evaluateDecisionTable(table.decision(), variables), TABLE);
    return new Recipients(list(row.values(), "destinations"), list(row.values(), "fallback"));
  }

  private static List<String> list(Map<String, Object> row, String column) {
    return row.get(column) instanceof String text ? split(text) : List.of();
  }

  private static List<String> split(String cell) {
    return Arrays.stream(cell.split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .distinct()
        .toList();
  }

  private Known table() {
    var before = known;
    if (before != null && System.nanoTime() - before.checkedAt() < FRESH.toNanos()) {
      return before;
    }
    var latest = engine.call(this::latest);
    var now =
        before != null && before.id().equals(latest.getId())
            ? before.checkedAt(System.nanoTime())
            : read(latest);
    known = now;
    return now;
  }

  private DecisionDefinition latest() {
    return repository
        .createDecisionDefinitionQuery()
        .decisionDefinitionKey(TABLE)
        .latestVersion()
        .singleResult();
  }

  private Known read(DecisionDefinition definition) {
    try (var xml = engine.call(() -> repository.getDecisionModel(definition.getId()))) {
      var bytes = xml.readAllBytes();
      return new Known(
          definition.getId(),
          tables.parseDecision(TABLE, new ByteArrayInputStream(bytes)),
          named(new ByteArrayInputStream(bytes)),
          new ConcurrentHashMap<>(),
          System.nanoTime());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the cells name that are plain texts. */
  private static Set<String> named(InputStream xml) {
    return Dmn.readModelFromStream(xml).getModelElementsByType(OutputEntry.class).stream()
        .map(cell -> cell.getText().getTextContent().strip())
        .filter(text -> text.matches("\"[^\"]*\""))
        .flatMap(text -> split(text.replace("\"", "")).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private record Question(String kind, @Nullable String urgency, String addressedTo) {}

  /**
   * A version of the table.
   *
   * @param checkedAt when it was last seen to be the latest, by {@link System#nanoTime}
   */
  private record Known(
      String id,
      DmnDecision decision,
      Set<String> named,
      Map<Question, Recipients> answers,
      long checkedAt) {

    Known checkedAt(long now) {
      return new Known(id, decision, named, answers, now);
    }
  }
}
