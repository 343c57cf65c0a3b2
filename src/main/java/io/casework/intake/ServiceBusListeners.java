package io.casework.intake;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import io.casework.cases.NoSuchCase;
import io.casework.core.CaseId;
import io.casework.core.Refused;
import io.casework.core.Route;
import io.casework.deadletters.DeadLetters;
import io.casework.deadletters.RefusedMessage;
import io.casework.watch.Traces;
import io.casework.wire.Malformed;
import io.casework.wire.QueuedWork;
import io.casework.workflow.CaseWorkflow;
import io.casework.workflow.CaseWorkflow.ReviewRound;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The listeners: one on the inbound queue, one on each subscription of the case topic, and one on
 * each queue that another room has work for.
 *
 * <p>Prefetch is 0: prefetched messages lose their locks while they wait in the client.
 */
@Component
@ConditionalOnProperty(name = "casework.intake.enabled", matchIfMissing = true)
class ServiceBusListeners implements SmartLifecycle {

  static final String INBOUND = "fraud-cases-inbound";
  static final String TOPIC = "fraud-cases-topic";

  /** For so long the locks of messages that are held are renewed. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(12);

  private final ServiceBusClientBuilder bus;
  private final Intake intake;
  private final Gathering<ReviewRound, Boolean> reviews;
  private final List<QueuedWork> queues;
  private final DeadLetters deadLetters;
  private final IntakeProperties properties;
  private final MeterRegistry meters;
  private final Traces traces;
  private List<ServiceBusListener> arrivals = List.of();
  private List<ServiceBusListener> routed = List.of();

  ServiceBusListeners(
      ServiceBusClientBuilder bus,
      Intake intake,
      CaseWorkflow workflow,
      List<QueuedWork> queues,
      DeadLetters deadLetters,
      IntakeProperties properties,
      MeterRegistry meters,
      Traces traces) {
    this.bus = bus;
    this.intake = intake;
    this.reviews = new Gathering<>(workflow::review);
    this.queues = queues;
    this.deadLetters = deadLetters;
    this.properties = properties;
    this.meters = meters;
    this.traces = traces;
  }

  @Override
  public synchronized void start() {
    arrivals = Stream.concat(Stream.of(inbound()), queues.stream().map(this::queue)).toList();
    routed = Arrays.stream(Route.values()).map(this::subscription).toList();
    all().forEach(ServiceBusListener::start);
  }

  /**
   * Takes no more messages, or again.
   *
   * @param newWork those that begin something
   * @param everything also those that go on with what was begun: routed cases
   */
  synchronized void hold(boolean newWork, boolean everything) {
    arrivals.forEach(listener -> listener.hold(newWork));
    routed.forEach(listener -> listener.hold(everything));
  }

  @Override
  public synchronized void stop() {
    all().forEach(listener -> listener.stop(properties.drain()));
    arrivals = List.of();
    routed = List.of();
  }

  @Override
  public synchronized boolean isRunning() {
    return !arrivals.isEmpty();
  }

  private Stream<ServiceBusListener> all() {
    return Stream.concat(arrivals.stream(), routed.stream());
  }

  /** Last to start and first to stop: whoever takes messages needs everything else. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  private ServiceBusListener inbound() {
    return new ServiceBusListener(
        INBOUND,
        new Keeping(INBOUND) {
          @Override
          public String handle(ServiceBusReceivedMessage message, byte[] body) {
            return intake.accept(body).name();
          }
        },
        meters,
        traces,
        callbacks -> processor(INBOUND, callbacks));
  }

  private ServiceBusListener queue(QueuedWork work) {
    return new ServiceBusListener(
        work.queue(),
        new Keeping(work.queue()) {
          @Override
          public String handle(ServiceBusReceivedMessage message, byte[] body) {
            try {
              return work.take(body, message.getMessageId());
            } catch (Malformed e) {
              throw Refusal.of(e);
            } catch (Refused e) {
              throw Refusal.of(e);
            }
          }
        },
        meters,
        traces,
        callbacks -> processor(work.queue(), callbacks));
  }

  private ServiceBusProcessorClient processor(
      String queue, ServiceBusListener.Callbacks callbacks) {
    return bus.processor()
        .queueName(queue)
        .receiveMode(ServiceBusReceiveMode.PEEK_LOCK)
        .disableAutoComplete()
        .prefetchCount(0)
        .maxAutoLockRenewDuration(LONGEST_PAUSE)
        .maxConcurrentCalls(properties.inboundConcurrency())
        .processMessage(callbacks.message())
        .processError(callbacks.error())
        .buildProcessorClient();
  }

  private ServiceBusListener subscription(Route route) {
    var entity = TOPIC + "/" + route;
    return new ServiceBusListener(
        entity,
        new Keeping(entity) {
          @Override
          public String handle(ServiceBusReceivedMessage message, byte[] body) {
            var routed = Routed.of(message.getApplicationProperties());
            MDC.put("case_id", routed.caseId().value());
            try {
              return reviews.handle(new ReviewRound(routed.caseId(), route, routed.round()))
                  ? "STARTED"
                  : "DUPLICATE";
            } catch (NoSuchCase e) {
              throw new Refusal(Refusal.Reason.SEMANTIC, "/case_id", "there is no such case");
            }
          }
        },
        meters,
        traces,
        callbacks ->
            bus.processor()
                .topicName(TOPIC)
                .subscriptionName(route.toString())
                .receiveMode(ServiceBusReceiveMode.PEEK_LOCK)
                .disableAutoComplete()
                .prefetchCount(0)
                .maxAutoLockRenewDuration(LONGEST_PAUSE)
                .maxConcurrentCalls(properties.routedConcurrency())
                .processMessage(callbacks.message())
                .processError(callbacks.error())
                .buildProcessorClient());
  }

  /** What a routed message must say. */
  record Routed(CaseId caseId, int round) {

    static Routed of(Map<String, Object> properties) {
      if (!(properties.get("case_id") instanceof String caseId)) {
        throw new Refusal(Refusal.Reason.SCHEMA_INVALID, "/case_id", "is required, as text");
      }
      if (!(properties.get("round") instanceof Number round)) {
        throw new Refusal(Refusal.Reason.SCHEMA_INVALID, "/round", "is required, as a number");
      }
      try {
        return new Routed(new CaseId(caseId), round.intValue());
      } catch (IllegalArgumentException e) {
        throw new Refusal(Refusal.Reason.SCHEMA_INVALID, "/case_id", "must be a UUID");
      }
    }
  }

  private abstract class Keeping implements ServiceBusListener.Handler {

    private final String entity;

    Keeping(String entity) {
      this.entity = entity;
    }

    @Override
    public void handled(ServiceBusReceivedMessage message, String outcome) {
      if (DeadLetters.isReplay(message.getMessageId())) {
        deadLetters.accepted(message.getMessageId(), message.getBody().toBytes(), outcome);
      }
    }

    @Override
    public void refused(ServiceBusReceivedMessage message, byte[] body, Refusal refusal) {
      deadLetters.keep(
          new RefusedMessage(
              entity,
              message.getMessageId(),
              body,
              message.getApplicationProperties(),
              refusal.reason().name(),
              refusal.pointer(),
              refusal.rule()));
    }
  }
}
