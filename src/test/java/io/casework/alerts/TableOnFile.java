package io.casework.alerts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;

/** The decision table as it is shipped, without the process engine. */
class TableOnFile implements SeverityTable {

  private final DmnEngine engine =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
  private final DmnDecision decision;

  TableOnFile() {
    try (var xml = Files.newInputStream(Path.of("bpmn", "decisions", "alert-severity.dmn"))) {
      decision = engine.parseDecision("alert-severity", xml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Verdict> judge(List<Facts> alerts) {
    return alerts.stream()
        .map(
            alert -> {
              var inputs = new HashMap<String, Object>();
              inputs.put("policy", alert.policy());
              inputs.put("hint", alert.hint());
              inputs.put("subject", alert.subject());
              inputs.put("body", alert.body());
              inputs.put("riskScore", alert.riskScore());
              inputs.put("amount", alert.amount());
              inputs.put("country", alert.country());
              var row = engine.evaluateDecisionTable(decision, inputs).getSingleResult();
              return new Verdict(
                  Severity.of(row.<String>getEntry("severity")).orElseThrow(),
                  row.getEntry("because"));
            })
        .toList();
  }
}
