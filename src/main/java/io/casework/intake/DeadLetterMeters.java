package io.casework.intake;

import io.casework.core.OperationsEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Counts refused messages once their sample is kept. */
@Component
class DeadLetterMeters {

  private final MeterProvider<Counter> refused;

  DeadLetterMeters(MeterRegistry meters) {
    this.refused =
        Counter.builder("casework.dead.letters")
            .description("Messages that were refused, each once")
            .withRegistry(meters);
  }

  @TransactionalEventListener(condition = "#fact.kind == 'message_dead_lettered'")
  void count(OperationsEvent fact) {
    refused
        .withTags(
            "entity", String.valueOf(fact.facts().get("entity")),
            "reason", String.valueOf(fact.facts().get("reason")))
        .increment();
  }
}
