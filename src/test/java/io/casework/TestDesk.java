package io.casework;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.messaging.servicebus.models.SubQueue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.platform.BusConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;

/** What people and programs outside do: send with the real SDK, and ask over HTTP. */
@TestComponent
@Lazy
public class TestDesk {

  public static final String PASSWORD = "Only-for-tests-1";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final BusConnection bus;
  private final int port;

  TestDesk(BusConnection bus, @LocalServerPort int port) {
    this.bus = bus;
    this.port = port;
  }

  @Bean
  @Primary
  static Clock testClock() {
    return new TestClock();
  }

  /** Posts bodies to the inbound queue. */
  public void send(String... bodies) {
    sendTo("fraud-cases-inbound", bodies);
  }

  /** Posts bodies to a queue. */
  public void sendTo(String queue, String... bodies) {
    try (var sender =
        new ServiceBusClientBuilder()
            .connectionString(bus.serviceBus())
            .sender()
            .queueName(queue)
            .buildClient()) {
      for (var body : bodies) {
        sender.sendMessage(new ServiceBusMessage(BinaryData.fromBytes(body.getBytes(UTF_8))));
      }
    }
  }

  /** Publishes to the case topic as a stranger would. */
  public void publish(String route, String caseId, int round) {
    try (var sender =
        new ServiceBusClientBuilder()
            .connectionString(bus.serviceBus())
            .sender()
            .topicName("fraud-cases-topic")
            .buildClient()) {
      var message = new ServiceBusMessage("{}");
      message.getApplicationProperties().put("route", route);
      message.getApplicationProperties().put("case_id", caseId);
      message.getApplicationProperties().put("round", round);
      sender.sendMessage(message);
    }
  }

  /** Looks at the dead letters of the inbound queue without taking them. */
  public List<ServiceBusReceivedMessage> deadLetters() {
    try (var receiver =
        new ServiceBusClientBuilder()
            .connectionString(bus.serviceBus())
            .receiver()
            .queueName("fraud-cases-inbound")
            .subQueue(SubQueue.DEAD_LETTER_QUEUE)
            .buildClient()) {
      return receiver.peekMessages(1000).stream().toList();
    }
  }

  /** Looks at what waits in a subscription without taking it. */
  public List<ServiceBusReceivedMessage> peek(String topic, String subscription) {
    try (var receiver =
        new ServiceBusClientBuilder()
            .connectionString(bus.serviceBus())
            .receiver()
            .topicName(topic)
            .subscriptionName(subscription)
            .buildClient()) {
      return receiver.peekMessages(1000).stream().toList();
    }
  }

  /** Takes what waits in a queue. */
  public List<ServiceBusReceivedMessage> take(String queue, int atMost) {
    try (var receiver =
        new ServiceBusClientBuilder()
            .connectionString(bus.serviceBus())
            .receiver()
            .queueName(queue)
            .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
            .buildClient()) {
      return receiver.receiveMessages(atMost, Duration.ofSeconds(3)).stream().toList();
    }
  }

  public String connectionString() {
    return bus.serviceBus();
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public Answer get(String user, String path) {
    return call(user, "GET", path, "");
  }

  public Answer post(String user, String path, String body, String... headers) {
    return call(user, "POST", path, body, headers);
  }

  public Answer call(String user, String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .setHeader("Content-Type", "application/json");
    if (!user.isEmpty()) {
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(UTF_8)));
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), tree(response.body()), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private JsonNode tree(String body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      return json.nullNode();
    }
  }

  /** Waits until the case is as wanted, and returns it. */
  public JsonNode awaitCase(String id, Predicate<JsonNode> wanted) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> get("lead-1", "/api/v1/cases/" + id).json(), wanted::test);
  }

  /** Sends an event and waits until it is in review. */
  public JsonNode open(String id, String event) {
    send(event);
    return awaitReview(id);
  }

  public JsonNode awaitReview(String id) {
    return awaitCase(
        id, found -> found.path("version").asInt() >= 3 && !found.path("route").isNull());
  }

  /** Whoever has the case; the lead takes it when all others have enough to do. */
  public String owner(String id) {
    var path = "/api/v1/cases/" + id;
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              var assignee = get("lead-1", path).json().path("assignee");
              if (assignee.isNull() && post("lead-1", path + "/claim", "").status() == 200) {
                return "lead-1";
              }
              return assignee.asText("");
            },
            owner -> !owner.isEmpty());
  }

  /** An answer over HTTP. */
  public record Answer(int status, String body, JsonNode json, HttpResponse<String> response) {}
}
