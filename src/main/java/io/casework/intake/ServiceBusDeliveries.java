package io.casework.intake;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import io.casework.watch.Traces;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.MDC;

/** Watches the deliveries of an entity: how often a message came, and in whose trace. */
final class ServiceBusDeliveries {

  private final String entity;
  private final Traces traces;
  private final DistributionSummary counts;

  ServiceBusDeliveries(String entity, MeterRegistry meters, Traces traces) {
    this.entity = entity;
    this.traces = traces;
    this.counts =
        DistributionSummary.builder("casework.message.deliveries")
            .description("How often a message had been delivered when it was taken, 1 at first")
            .tag("entity", entity)
            .serviceLevelObjectives(1, 2, 3, 5, 9)
            .register(meters);
  }

  void take(ServiceBusReceivedMessage message, Runnable work) {
    // The bus counts the deliveries that failed before this one.
    var delivery = message.getDeliveryCount() + 1;
    counts.record(delivery);
    try {
      traces.received(entity, message.getApplicationProperties(), delivery, work);
    } finally {
      // Whoever learned it noted which case this thread's lines are about.
      MDC.remove("case_id");
    }
  }
}
