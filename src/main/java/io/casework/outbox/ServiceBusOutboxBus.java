package io.casework.outbox;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Sends in batches as large as the bus takes. */
@Component
class ServiceBusOutboxBus implements OutboxBus, DisposableBean {

  private final ServiceBusClientBuilder bus;
  private final Map<Destination, ServiceBusSenderClient> senders = new EnumMap<>(Destination.class);

  ServiceBusOutboxBus(ServiceBusClientBuilder bus) {
    this.bus = bus;
  }

  @Override
  public void send(Destination destination, List<OutgoingMessage> messages) {
    var sender = sender(destination);
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

  private synchronized ServiceBusSenderClient sender(Destination destination) {
    return senders.computeIfAbsent(
        destination,
        missing ->
            missing.isTopic()
                ? bus.sender().topicName(missing.entity()).buildClient()
                : bus.sender().queueName(missing.entity()).buildClient());
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

  @Override
  public synchronized void destroy() {
    senders.values().forEach(ServiceBusSenderClient::close);
  }
}
