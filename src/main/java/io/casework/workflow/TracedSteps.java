package io.casework.workflow;

import static io.casework.workflow.IntakeSteps.caseId;

import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.watch.Traces;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Makes each step of a process a span in the trace of its case, whoever does it: a job, a listener,
 * a person's request.
 */
@Component
class TracedSteps {

  /** How the ids of processes begin whose business key is a case. */
  private static final String OF_CASES = "case-";

  private static final int REMEMBERED = 10_000;

  private final ObjectProvider<Cases> cases;
  private final Traces traces;
  private final Map<CaseId, Optional<String>> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<CaseId, Optional<String>> eldest) {
              return size() > REMEMBERED;
            }
          });

  TracedSteps(ObjectProvider<Cases> cases, Traces traces) {
    this.cases = cases;
    this.traces = traces;
  }

  /** The bean itself, where nobody collects spans. */
  Object traced(String name, Object bean) {
    return traces.on() && bean instanceof JavaDelegate step
        ? (JavaDelegate) execution -> execute(name, step, execution)
        : bean;
  }

  private void execute(String name, JavaDelegate step, DelegateExecution execution)
      throws Exception {
    if (!execution.getProcessDefinitionId().startsWith(OF_CASES)) {
      step.execute(execution);
      return;
    }
    var caseId = caseId(execution);
    traces.step(
        name,
        caseId,
        known.computeIfAbsent(caseId, id -> cases.getObject().traceparent(id)).orElse(null),
        () -> {
          step.execute(execution);
          return caseId;
        });
  }
}
