package io.casework.workflow;

import io.casework.notification.NotificationMatrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Asks {@code bpmn/decisions/notification-matrix.dmn}, once for each question, until another
 * version of the table is deployed: messages are asked for by the thousand and by every room.
 */
@Component
class TableNotificationMatrix implements NotificationMatrix {

  static final String TABLE = "notification-matrix";

  private static final int MOST_ANSWERS = 10_000;

  private final QuietTable table;
  private volatile @Nullable Known known;

  TableNotificationMatrix(@Lazy RepositoryService repository, Unrestricted engine) {
    this.table = new QuietTable(TABLE, repository, engine);
  }

  @Override
  public Recipients choose(String kind, @Nullable String urgency, String addressedTo) {
    var latest = latest();
    var question = new Question(kind, urgency, addressedTo);
    var answer = latest.answers().get(question);
    if (answer == null) {
      answer = ask(latest.version(), question);
      if (latest.answers().size() >= MOST_ANSWERS) {
        latest.answers().clear();
      }
      latest.answers().put(question, answer);
    }
    return answer;
  }

  @Override
  public Set<String> named() {
    return latest().named();
  }

  private Known latest() {
    var version = table.latest();
    var before = known;
    if (before != null && before.version() == version) {
      return before;
    }
    var now = new Known(version, named(version.model()), new ConcurrentHashMap<>());
    known = now;
    return now;
  }

  private static Recipients ask(QuietTable.Version version, Question question) {
    var inputs = new HashMap<String, Object>();
    inputs.put("kind", question.kind());
    inputs.put("urgency", question.urgency());
    inputs.put("addressedTo", question.addressedTo());
    var row = version.ask(inputs).values();
    return new Recipients(list(row, "destinations"), list(row, "fallback"));
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

  /** What the cells name that are plain texts. */
  private static Set<String> named(DmnModelInstance model) {
    return model.getModelElementsByType(OutputEntry.class).stream()
        .map(cell -> cell.getText().getTextContent().strip())
        .filter(text -> text.matches("\"[^\"]*\""))
        .flatMap(text -> split(text.replace("\"", "")).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private record Question(String kind, @Nullable String urgency, String addressedTo) {}

  private record Known(
      QuietTable.Version version, Set<String> named, Map<Question, Recipients> answers) {}
}
