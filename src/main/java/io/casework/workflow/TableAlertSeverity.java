package io.casework.workflow;

import io.casework.alerts.Severity;
import io.casework.alerts.SeverityTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks {@code bpmn/decisions/alert-severity.dmn}. */
@Component
class TableAlertSeverity implements SeverityTable {

  private final QuietTable table;

  TableAlertSeverity(@Lazy RepositoryService repository, Unrestricted engine) {
    this.table = new QuietTable("alert-severity", repository, engine);
  }

  @Override
  public List<Verdict> judge(List<Facts> alerts) {
    var latest = table.latest();
    return alerts.stream()
        .map(
            alert -> {
              var row = latest.ask(inputs(alert));
              return new Verdict(severity(row.text("severity")), row.text("because"));
            })
        .toList();
  }

  private static Severity severity(String name) {
    return Severity.of(name)
        .orElseThrow(
            () -> new IllegalStateException("alert-severity: %s is no severity".formatted(name)));
  }

  private static Map<String, Object> inputs(Facts alert) {
    var inputs = new HashMap<String, Object>();
    inputs.put("policy", alert.policy());
    inputs.put("hint", alert.hint());
    inputs.put("subject", alert.subject());
    inputs.put("body", alert.body());
    inputs.put("riskScore", alert.riskScore());
    inputs.put("amount", alert.amount());
    inputs.put("country", alert.country());
    return inputs;
  }
}
