package io.casework;

import io.casework.broker.EmbeddedServiceBus;
import io.casework.core.Measure;
import io.casework.core.Measure.Meaning;
import io.casework.core.Measured;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How much lies in the queues of the embedded bus; of another bus its own metrics tell. */
class EmbeddedBrokerMeasures implements Measured {

  private static final Meaning MESSAGES =
      new Meaning(
          "casework.queue.messages", null, "Messages in a queue or subscription, by their state");
  private static final Meaning OLDEST =
      new Meaning(
          "casework.queue.oldest.age",
          "seconds",
          "Age of the oldest message in a queue or subscription; 0 when it is empty");

  private final EmbeddedServiceBus broker;
  private final Clock clock;

  EmbeddedBrokerMeasures(EmbeddedServiceBus broker, Clock clock) {
    this.broker = broker;
    this.clock = clock;
  }

  @Override
  public List<Measure> measure() {
    var measures = new ArrayList<Measure>();
    for (var entity : broker.queues()) {
      var counts = broker.counts(entity);
      measures.add(messages(entity, "active", counts.active()));
      measures.add(messages(entity, "locked", counts.locked()));
      measures.add(messages(entity, "scheduled", counts.scheduled()));
      measures.add(messages(entity, "deferred", counts.deferred()));
      measures.add(messages(entity, "dead_lettered", counts.deadLettered()));
      var now = clock.instant();
      var oldest = broker.oldest(entity).orElse(now);
      measures.add(
          OLDEST.is(
              Math.max(0, Duration.between(oldest, now).toMillis() / 1000.0),
              Map.of("entity", entity)));
    }
    return measures;
  }

  private static Measure messages(String entity, String state, int number) {
    return MESSAGES.is(number, Map.of("entity", entity, "state", state));
  }
}
