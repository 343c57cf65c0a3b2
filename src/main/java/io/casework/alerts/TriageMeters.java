package io.casework.alerts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/** Counts what is triaged: {@code alerts_processed_total} and {@code alerts_duplicates_total}. */
@Component
class TriageMeters {

  private final MeterRegistry meters;

  TriageMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  void count(List<Triaged> triaged) {
    triaged.forEach(each -> (each.isNew() ? processed(each) : duplicates(each)).increment());
  }

  private Counter processed(Triaged alert) {
    return Counter.builder("alerts.processed")
        .description("Alerts that triage let through")
        .tag("severity", alert.severity().lower())
        .tag("source", alert.incoming().source())
        .register(meters);
  }

  private Counter duplicates(Triaged alert) {
    return Counter.builder("alerts.duplicates")
        .description("Alerts that were seen before within the window")
        .tag("source", alert.incoming().source())
        .register(meters);
  }
}
