package io.casework.outbox;

import com.azure.core.amqp.exception.AmqpException;
import com.azure.core.util.BinaryData;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.models.SendOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Service Bus and Event Hubs, in batches as large as they take. */
@Component
class ServiceBusOutboxBus implements OutboxBus, DisposableBean {

  private final ServiceBusClientBuilder bus;
  private final ObjectProvider<EventHubClientBuilder> hubs;
  private final Map<Destination, ServiceBusSenderClient> senders = new EnumMap<>(Destination.class);
  private final Map<Destination, EventHubProducerClient> producers =
      new EnumMap<>(Destination.class);

  ServiceBusOutboxBus(ServiceBusClientBuilder bus, ObjectProvider<EventHubClientBuilder> hubs) {
    this.bus = bus;
    this.hubs = hubs;
  }

  @Override
  public void send(Destination destination, List<OutgoingMessage> messages) {
    try {
      if (destination.kind() == Destination.Kind.HUB) {
        publish(producer(destination), messages);
      } else {
        send(sender(destination), messages);
      }
    } catch (RuntimeException e) {
      throw isAway(e) ? new BusAway(e) : e;
    }
  }

  private static boolean isAway(RuntimeException e) {
    return e instanceof AmqpException amqp && amqp.isTransient()
        || e instanceof ServiceBusException service && service.isTransient()
        || e.getCause() instanceof TimeoutException;
  }

  private static void send(ServiceBusSenderClient sender, List<OutgoingMessage> messages) {
    var batch = sender.createMessageBatch();
    for (var message : messages) {
      var outgoing = message(message);
      if (!batch.tryAddMessage(outgoing)) {
        sender.sendMessages(batch);
        batch = sender.createMessageBatch();
        if (!batch.tryAddMessage(outgoing)) {
          throw new IllegalStateException("larger than the bus takes");
        }
      }
    }
    sender.sendMessages(batch);
  }

  /** What bears one key stays in one partition, in order. */
  private static void publish(EventHubProducerClient producer, List<OutgoingMessage> messages) {
    messages.stream()
        .collect(
            Collectors.groupingBy(
                message -> String.valueOf(message.partitionKey()),
                LinkedHashMap::new,
                Collectors.toList()))
        .forEach(
            (key, together) ->
                producer.send(
                    together.stream().map(ServiceBusOutboxBus::event).toList(),
                    new SendOptions().setPartitionKey(key)));
  }

  private synchronized ServiceBusSenderClient sender(Destination destination) {
    return senders.computeIfAbsent(
        destination,
        missing ->
            missing.kind() == Destination.Kind.TOPIC
                ? bus.sender().topicName(missing.entity()).buildClient()
                : bus.sender().queueName(missing.entity()).buildClient());
  }

  private synchronized EventHubProducerClient producer(Destination destination) {
    return producers.computeIfAbsent(
        destination,
        missing -> hubs.getObject().eventHubName(missing.entity()).buildProducerClient());
  }

  private static ServiceBusMessage message(OutgoingMessage outgoing) {
    var message =
        new ServiceBusMessage(BinaryData.fromString(outgoing.body()))
            .setMessageId(outgoing.key())
            .setContentType("application/json")
            .setCorrelationId(outgoing.correlationId());
    message.getApplicationProperties().putAll(outgoing.properties());
    return message;
  }

  private static EventData event(OutgoingMessage outgoing) {
    var event = new EventData(outgoing.body());
    event.setContentType("application/json");
    event.setMessageId(outgoing.key());
    event.setCorrelationId(outgoing.correlationId());
    event.getProperties().putAll(outgoing.properties());
    return event;
  }

  @Override
  public synchronized void destroy() {
    senders.values().forEach(ServiceBusSenderClient::close);
    producers.values().forEach(EventHubProducerClient::close);
  }
}
