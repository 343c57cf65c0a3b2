package io.casework.routing;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.watch.Traces;
import java.io.UncheckedIOException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The case topic on Azure Service Bus. */
@Component
class ServiceBusCaseTopic implements CaseTopic, DisposableBean {

  private final ServiceBusSenderClient sender;
  private final ObjectMapper json;
  private final Traces traces;

  ServiceBusCaseTopic(ServiceBusClientBuilder bus, ObjectMapper json, Traces traces) {
    this.traces = traces;
    this.sender = bus.sender().topicName("fraud-cases-topic").buildClient();
    this.json = json;
  }

  @Override
  public void publish(RoutedCase routed) {
    try {
      var message =
          new ServiceBusMessage(BinaryData.fromBytes(json.writeValueAsBytes(routed.body())))
              .setMessageId(routed.key())
              .setContentType("application/json")
              .setCorrelationId(routed.correlationId());
      message.getApplicationProperties().putAll(traces.stamped(routed.properties()));
      sender.sendMessage(message);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void destroy() {
    sender.close();
  }
}
