package io.casework.feedback;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.Failpoints;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The retraining queue on Azure Service Bus. */
@Component
class ServiceBusRetrainingQueue implements RetrainingQueue, DisposableBean {

  private final ServiceBusSenderClient sender;
  private final ObjectMapper json;

  ServiceBusRetrainingQueue(ServiceBusClientBuilder bus, ObjectMapper json) {
    this.sender = bus.sender().queueName("retraining-trigger").buildClient();
    this.json = json;
  }

  @Override
  public void ask(int thresholdNumber, long labels, int threshold) {
    try {
      var body =
          Map.of(
              "trigger_id",
              "retraining:" + thresholdNumber,
              "reason",
              "label_volume",
              "labels",
              labels,
              "threshold",
              threshold);
      sender.sendMessage(
          new ServiceBusMessage(BinaryData.fromBytes(json.writeValueAsBytes(body)))
              .setMessageId("retraining:" + thresholdNumber)
              .setContentType("application/json"));
      Failpoints.hit("retrain.after-publish");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void destroy() {
    sender.close();
  }
}
