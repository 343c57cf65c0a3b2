package io.casework.feedback;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.models.SendOptions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.watch.Traces;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Labels on Azure Event Hubs; all labels of a case lie in one partition, in order. */
@Component
class EventHubsFeedback implements FeedbackHub, DisposableBean {

  private final EventHubProducerClient producer;
  private final ObjectMapper json;
  private final Traces traces;

  EventHubsFeedback(EventHubClientBuilder hubs, ObjectMapper json, Traces traces) {
    this.traces = traces;
    this.producer = hubs.eventHubName("model-feedback").buildProducerClient();
    this.json = json;
  }

  @Override
  public void send(Label label) {
    try {
      var event = new EventData(json.writeValueAsBytes(label));
      event.setContentType("application/json");
      event.setMessageId(label.feedbackId());
      event.getProperties().put("feedback_id", label.feedbackId());
      event.getProperties().put("schema", "model_feedback.v2");
      event.getProperties().putAll(traces.stamped(Map.of()));
      producer.send(List.of(event), new SendOptions().setPartitionKey(label.caseId()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void destroy() {
    producer.close();
  }
}
