package io.casework.intake;

import com.azure.messaging.servicebus.ServiceBusErrorContext;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import io.casework.core.Failpoints;
import io.casework.core.Origin;
import io.casework.watch.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Takes messages from one entity, peek-locked, and settles each after its work is committed.
 *
 * <p>A message whose handling fails on our side is neither completed nor abandoned at once: it
 * comes back when its lock expires, so that our own trouble does not burn its deliveries within a
 * second.
 */
final class ServiceBusListener {

  private static final Logger log = LoggerFactory.getLogger(ServiceBusListener.class);

  /** One before the bus itself gives up (10), so that a sample is kept and the reason is ours. */
  private static final int LAST_TRY = 9;

  private final String entity;
  private final ServiceBusProcessorClient processor;
  private final DrainGate gate = new DrainGate();
  private final Handler handler;
  private final MeterRegistry meters;
  private final ServiceBusDeliveries deliveries;

  /**
   * @param client makes the processor for a message and an error handler
   */
  ServiceBusListener(
      String entity,
      Handler handler,
      MeterRegistry meters,
      Traces traces,
      Function<Callbacks, ServiceBusProcessorClient> client) {
    this.entity = entity;
    this.handler = handler;
    this.meters = meters;
    this.deliveries = new ServiceBusDeliveries(entity, meters, traces);
    this.processor =
        client.apply(
            new Callbacks(
                this::receive,
                error ->
                    log.warn(
                        "{}: receiving failed, the client tries again: {}",
                        entity,
                        error.getException().toString())));
  }

  void start() {
    gate.open();
    processor.start();
  }

  /**
   * Handles no more, or again. As many messages as it would handle at once stay with it meanwhile;
   * the SDK renews their locks, so that none loses a delivery.
   */
  void hold(boolean held) {
    gate.hold(held);
  }

  void stop(Duration patience) {
    if (!gate.close(patience)) {
      log.warn("{}: stopped with messages in work; they will be delivered again", entity);
    }
    processor.close();
  }

  private void receive(ServiceBusReceivedMessageContext context) {
    if (!gate.enter()) {
      return;
    }
    try {
      deliveries.take(
          context.getMessage(), () -> Origin.named("bus " + entity, () -> handle(context)));
    } finally {
      gate.leave();
    }
  }

  private void handle(ServiceBusReceivedMessageContext context) {
    var message = context.getMessage();
    var body = message.getBody().toBytes();
    try {
      var outcome = handler.handle(message, body);
      handler.handled(message, outcome);
      count(outcome);
      settle("complete", message.getMessageId(), context::complete);
      Failpoints.hit("intake.after-settle");
    } catch (DataIntegrityViolationException e) {
      // It can be read and not be kept: another delivery would end the same way.
      reject(context, body, Refusal.notStorable());
    } catch (Refusal refusal) {
      reject(context, body, refusal);
    } catch (RuntimeException e) {
      if (isLastTry(message) && !isOurOwnTrouble(e)) {
        reject(context, body, Refusal.afterLastTry(e));
        return;
      }
      count("failed");
      log.warn(
          "{}: message {} failed on delivery {}, it will come back: {}",
          entity,
          message.getMessageId(),
          message.getDeliveryCount(),
          e.getClass().getName()); // not its text, which may quote the message
    }
  }

  private static boolean isLastTry(ServiceBusReceivedMessage message) {
    return message.getDeliveryCount() >= LAST_TRY;
  }

  // A database that is away says nothing about the message.
  private static boolean isOurOwnTrouble(RuntimeException e) {
    return e instanceof TransactionException
        || e instanceof TransientDataAccessException
        || e instanceof DataAccessResourceFailureException;
  }

  private void reject(ServiceBusReceivedMessageContext context, byte[] body, Refusal refusal) {
    var messageId = context.getMessage().getMessageId();
    try {
      handler.refused(context.getMessage(), body, refusal);
      Failpoints.hit("dlq.after-sample");
    } catch (RuntimeException e) {
      // Without a sample the message must not go away: it comes back when its lock expires.
      log.warn(
          "{}: refused message {} could not be kept: {}",
          entity,
          messageId,
          e.getClass().getName());
      return;
    }
    count(refusal.reason().name());
    log.info("{}: message {} refused: {}", entity, messageId, refusal.reason());
    var options =
        new DeadLetterOptions()
            .setDeadLetterReason(refusal.reason().name())
            .setDeadLetterErrorDescription(refusal.getMessage());
    settle("dead-letter", messageId, () -> context.deadLetter(options));
  }

  // The work is committed: a settling that fails only brings a repeat, which the inbox knows.
  private void settle(String what, @Nullable String messageId, Runnable settlement) {
    try {
      settlement.run();
    } catch (RuntimeException e) {
      log.info("{}: {} of message {} failed: {}", entity, what, messageId, e.toString());
    }
  }

  private void count(String outcome) {
    Counter.builder("casework.messages")
        .description("Messages that were taken, by what became of them")
        .tags("entity", entity, "outcome", outcome)
        .register(meters)
        .increment();
  }

  /** The two callbacks that the SDK wants. */
  record Callbacks(
      Consumer<ServiceBusReceivedMessageContext> message, Consumer<ServiceBusErrorContext> error) {}

  /** What is done with the messages of an entity. */
  interface Handler {

    /** Handles a message; returns a word for the statistics. */
    String handle(ServiceBusReceivedMessage message, byte[] body);

    /** Hears that the work is committed, before the message is settled; heard again on a repeat. */
    void handled(ServiceBusReceivedMessage message, String outcome);

    /** Keeps a message that will be dead-lettered. */
    void refused(ServiceBusReceivedMessage message, byte[] body, Refusal refusal);
  }
}
