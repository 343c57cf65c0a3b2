package io.casework.workflow;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;

/**
 * Which elements of a model a case ran through, and by which flows.
 *
 * <p>The engine keeps activities and no flows. Into each activity leads the flow from where the
 * same run was last before it; between two nodes with more than one flow this cannot be told, and
 * all of them count.
 *
 * @param visits by element id
 * @param flows ids of sequence flows
 */
record PathTaken(Map<String, Visits> visits, Set<String> flows) {

  /**
   * How often an element was reached.
   *
   * @param first when for the first time
   */
  record Visits(int times, Instant first) {

    private Visits and(Visits more) {
      return new Visits(times + more.times, first.isBefore(more.first) ? first : more.first);
    }
  }

  /** One activity of a run. */
  record Step(String activityId, Instant startedAt) {}

  /**
   * @param runs each with its steps in order
   */
  static PathTaken of(BpmnModelInstance model, List<List<Step>> runs) {
    var visits = new HashMap<String, Visits>();
    var flows = new HashSet<String>();
    for (var run : runs) {
      for (int i = 0; i < run.size(); i++) {
        var step = run.get(i);
        visits.merge(step.activityId(), new Visits(1, step.startedAt()), Visits::and);
        flows.addAll(into(model, step.activityId(), run.subList(0, i)));
      }
    }
    return new PathTaken(visits, flows);
  }

  private static List<String> into(BpmnModelInstance model, String activity, List<Step> before) {
    if (!(model.getModelElementById(activity) instanceof FlowNode node)) {
      return List.of(); // an older model than the run's, or an element that is no node
    }
    for (int i = before.size() - 1; i >= 0; i--) {
      var from = before.get(i).activityId();
      var flows =
          node.getIncoming().stream()
              .filter(flow -> flow.getSource().getId().equals(from))
              .map(SequenceFlow::getId)
              .toList();
      if (!flows.isEmpty()) {
        return flows;
      }
    }
    return List.of();
  }

  Optional<Visits> of(String element) {
    return Optional.ofNullable(visits.get(element));
  }

  boolean taken(String id) {
    return visits.containsKey(id) || flows.contains(id);
  }
}
