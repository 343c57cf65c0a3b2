package io.casework.workflow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.camunda.bpm.engine.impl.metrics.MetricsRegistry;
import org.camunda.bpm.engine.management.Metrics;

/** What the engine counts of its jobs, for us to see; its own counts begin anew all the time. */
final class JobMeters extends MetricsRegistry {

  private final Map<String, Counter> counters;

  JobMeters(MeterRegistry meters) {
    this.counters =
        Map.of(
            Metrics.JOB_SUCCESSFUL, counter(meters, "done"),
            Metrics.JOB_FAILED, counter(meters, "failed"));
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("casework.jobs")
        .description("Jobs of the engine that this node did, or failed at")
        .tag("outcome", outcome)
        .register(meters);
  }

  @Override
  public void markOccurrence(String name, long times) {
    super.markOccurrence(name, times);
    var counter = counters.get(name);
    if (counter != null) {
      counter.increment(times);
    }
  }
}
