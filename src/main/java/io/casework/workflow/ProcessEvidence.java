package io.casework.workflow;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.casework.core.CaseId;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import io.casework.workflow.PathTaken.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricIncident;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * By which processes a case went, in which versions, and its path through them; their business key
 * is the case id.
 */
@Component
class ProcessEvidence implements EvidenceSource {

  private final HistoryService history;
  private final DeployedModels models;
  private final Unrestricted engine;

  ProcessEvidence(@Lazy HistoryService history, DeployedModels models, Unrestricted engine) {
    this.history = history;
    this.models = models;
    this.engine = engine;
  }

  @Override
  public void collect(CaseId caseId, Evidence into) {
    engine.run(() -> collect(runs(caseId), into));
  }

  private void collect(List<Run> runs, Evidence into) {
    if (runs.isEmpty()) {
      into.missing("process/activities.json", "the engine keeps no history of this case");
      return;
    }
    into.json(
        "process/activities.json",
        "what the processes of the case did, in order",
        runs.stream()
            .flatMap(run -> run.activities.stream())
            .sorted(Comparator.comparing(Activity::startedAt))
            .toList());
    into.json(
        "process/incidents.json",
        "jobs that failed for good and what became of them",
        runs.stream().flatMap(run -> incidents(run.instance)).toList(),
        "/*/message");
    new TreeMap<>(runs.stream().collect(groupingBy(run -> run.instance.getProcessDefinitionKey())))
        .forEach((key, all) -> models(key, all, into));
  }

  private void models(String key, List<Run> runs, Evidence into) {
    var versions =
        new TreeMap<Integer, List<Run>>(
            runs.stream()
                .collect(groupingBy(run -> run.instance.getProcessDefinitionVersion(), toList())));
    versions.forEach(
        (version, each) -> {
          var definition = each.get(0).instance.getProcessDefinitionId();
          into.text(
              "process/%s-v%d.bpmn".formatted(key, version),
              "process model as deployed",
              "application/xml",
              models.process(definition));
          // The latest version's picture has the plain name.
          into.text(
              version.equals(versions.lastKey())
                  ? "process/%s-path.svg".formatted(key)
                  : "process/%s-v%d-path.svg".formatted(key, version),
              "picture of the path taken",
              "image/svg+xml",
              picture(definition, each));
        });
  }

  private String picture(String definition, List<Run> runs) {
    var model = models.processModel(definition);
    var instance = runs.get(0).instance;
    var title =
        "%s, version %d: path of case %s"
            .formatted(
                instance.getProcessDefinitionName(),
                instance.getProcessDefinitionVersion(),
                instance.getBusinessKey());
    var steps =
        runs.stream()
            .map(
                run ->
                    run.activities.stream()
                        .map(each -> new Step(each.activityId, each.startedAt))
                        .toList())
            .toList();
    return ModelPicture.of(model, title, PathTaken.of(model, steps));
  }

  private List<Run> runs(CaseId caseId) {
    return history
        .createHistoricProcessInstanceQuery()
        .processInstanceBusinessKey(caseId.value())
        .list()
        .stream()
        .sorted(
            Comparator.comparing(HistoricProcessInstance::getStartTime)
                .thenComparing(HistoricProcessInstance::getId))
        .map(instance -> new Run(instance, activities(instance)))
        .toList();
  }

  private List<Activity> activities(HistoricProcessInstance run) {
    return history
        .createHistoricActivityInstanceQuery()
        .processInstanceId(run.getId())
        .orderByHistoricActivityInstanceStartTime()
        .asc()
        .orderPartiallyByOccurrence()
        .asc()
        .list()
        .stream()
        .map(each -> Activity.of(run, each))
        .toList();
  }

  private Stream<Map<String, @Nullable Object>> incidents(HistoricProcessInstance run) {
    return history.createHistoricIncidentQuery().processInstanceId(run.getId()).list().stream()
        .sorted(
            Comparator.comparing(HistoricIncident::getCreateTime)
                .thenComparing(HistoricIncident::getId))
        .map(
            incident -> {
              var said = new LinkedHashMap<String, @Nullable Object>();
              said.put("process", run.getProcessDefinitionKey());
              said.put("activity_id", incident.getActivityId());
              said.put("type", incident.getIncidentType());
              said.put("message", incident.getIncidentMessage());
              said.put("raised_at", incident.getCreateTime().toInstant());
              said.put("ended_at", instant(incident.getEndTime()));
              said.put("resolved", incident.isResolved());
              return said;
            });
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return Optional.ofNullable(date).map(Date::toInstant).orElse(null);
  }

  private record Run(HistoricProcessInstance instance, List<Activity> activities) {}

  /**
   * @param by the person whose task it was; null for what the engine did
   * @param cancelled left before it was done, by an event at its edge
   */
  record Activity(
      String process,
      int version,
      String processInstance,
      String activityId,
      @Nullable String name,
      String type,
      Instant startedAt,
      @Nullable Instant endedAt,
      boolean cancelled,
      @Nullable String by) {

    static Activity of(HistoricProcessInstance run, HistoricActivityInstance each) {
      return new Activity(
          run.getProcessDefinitionKey(),
          run.getProcessDefinitionVersion(),
          run.getId(),
          each.getActivityId(),
          each.getActivityName(),
          each.getActivityType(),
          each.getStartTime().toInstant(),
          instant(each.getEndTime()),
          each.isCanceled(),
          each.getAssignee());
    }
  }
}
