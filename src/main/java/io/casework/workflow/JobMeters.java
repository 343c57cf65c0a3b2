package io.casework.workflow;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.metrics.Meter;
import org.camunda.bpm.engine.management.Metrics;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Shows what the engine counts of its jobs on this node. */
@Component
class JobMeters implements SmartInitializingSingleton {

  private final ProcessEngineConfigurationImpl engine;
  private final MeterRegistry meters;

  JobMeters(ProcessEngineConfigurationImpl engine, MeterRegistry meters) {
    this.engine = engine;
    this.meters = meters;
  }

  @Override
  public void afterSingletonsInstantiated() {
    // Those that the engine writes to its database begin anew every time; these do not.
    var counts = engine.getMetricsRegistry().getDiagnosticsMeters();
    register(counts.get(Metrics.JOB_SUCCESSFUL), "done");
    register(counts.get(Metrics.JOB_FAILED), "failed");
  }

  private void register(Meter count, String outcome) {
    FunctionCounter.builder("casework.jobs", count, Meter::get)
        .description("Jobs of the engine that this node did, or failed at")
        .tag("outcome", outcome)
        .register(meters);
  }
}
