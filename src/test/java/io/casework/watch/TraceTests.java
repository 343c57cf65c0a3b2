package io.casework.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A case and what led to it is one trace, from the producer's message to the label. */
@CaseworkTest
@AutoConfigureObservability
class TraceTests {

  @Autowired TestDesk desk;
  @Autowired InMemorySpanExporter spans;
  @Autowired JdbcClient jdbc;

  @Test
  @Tag("S2-98")
  void fromTheProducersMessageToTheLabelItIsOneTrace() {
    var id = TestEvents.id();
    var trace = newTrace();
    send(TestEvents.kyc(id), Map.of("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));
    desk.awaitReview(id);
    decide(id);

    var steps =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> names(trace), found -> found.contains("archiveCase"));

    assertThat(steps)
        .contains(
            "fraud-cases-inbound process",
            "enrichCase",
            "publishCase",
            "fraud-cases-topic/kyc-review process",
            "assignCase",
            "startClock",
            "notifyAnalyst",
            "resolveCase",
            "sendLabel",
            "archiveCase");
    assertThat(labelTrace(id)).startsWith("00-" + trace + "-").endsWith("-01");
  }

  @Test
  void theRequestOfTheDecisionAndTheTraceOfTheCasePointAtEachOther() {
    var id = TestEvents.id();
    var ofCase = newTrace();
    var ofRequest = newTrace();
    send(TestEvents.kyc(id), Map.of("traceparent", "00-" + ofCase + "-00f067aa0ba902b7-01"));
    desk.awaitReview(id);
    decide(id, "traceparent", "00-" + ofRequest + "-00f067aa0ba902b7-01");

    await().atMost(Duration.ofSeconds(20)).until(() -> names(ofCase).contains("resolveCase"));
    await().atMost(Duration.ofSeconds(20)).until(() -> !of(ofRequest).isEmpty());

    var resolve =
        of(ofCase).stream()
            .filter(span -> span.getName().equals("resolveCase"))
            .findFirst()
            .orElseThrow();
    assertThat(resolve.getLinks())
        .extracting(link -> link.getSpanContext().getTraceId())
        .containsExactly(ofRequest);
    assertThat(of(ofRequest).stream().flatMap(span -> span.getLinks().stream()))
        .extracting(link -> link.getSpanContext().getTraceId())
        .contains(ofCase);
  }

  @Test
  void aPaymentThatIsScoredHereLeadsToItsCase() {
    var trace = newTrace();
    var answer =
        desk.post(
            "decision-service",
            "/api/v1/transactions",
            """
            {"sender_id":"s-%s","receiver_id":"r-1","amount_zar":950000,"channel":"mobile_banking"}
            """
                .formatted(UUID.randomUUID()),
            "traceparent",
            "00-" + trace + "-00f067aa0ba902b7-01");

    assertThat(answer.json().path("case_id").asText()).as(answer.body()).isNotEmpty();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> names(trace),
            found -> found.containsAll(List.of("fraud-cases-inbound process", "enrichCase")));
  }

  @ParameterizedTest
  @CsvSource({
    "traceparent, 00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    "traceparent, 00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
    "traceparent, ' <script>'",
    "Diagnostic-Id, |4bf92f35.7b34da6a."
  })
  void aLineThatIsNoTraceIsIgnored(String property, String line) {
    var id = TestEvents.id();

    send(TestEvents.mediumRisk(id), Map.of(property, line));
    desk.awaitReview(id);

    assertThat(kept(id)).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").doesNotContain("4bf92f3577b3");
  }

  @Test
  void whatOlderClientsCallItIsReadToo() {
    var id = TestEvents.id();
    var trace = newTrace();

    send(
        TestEvents.mediumRisk(id), Map.of("Diagnostic-Id", "00-" + trace + "-00f067aa0ba902b7-01"));
    desk.awaitReview(id);

    assertThat(kept(id)).contains(trace);
  }

  @Test
  void spansNameNobody() {
    var id = TestEvents.id();
    var customer = "alice-" + id;
    desk.call(
        "ops-1",
        "PUT",
        "/api/v1/profiles/customers/" + customer,
        "{\"risk_tier\":\"GOLD\",\"customer_since\":\"not a time, " + customer + "\"}");
    send(TestEvents.kyc(id).replace("u-" + id, customer), Map.of());
    desk.awaitReview(id);
    decide(id);
    desk.post("analyst-kyc", "/api/v1/cases/" + id + "/resolution", "{\"decision\":\"" + customer);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                spans.getFinishedSpanItems().stream()
                    .anyMatch(span -> span.getName().contains("profiles/customers")));

    assertThat(spans.getFinishedSpanItems())
        .allSatisfy(
            span -> assertThat(span.toString()).doesNotContain(customer, "203.0.113.77", "Kite"));
  }

  private void send(String body, Map<String, Object> properties) {
    try (var sender =
        new ServiceBusClientBuilder()
            .connectionString(desk.connectionString())
            .sender()
            .queueName("fraud-cases-inbound")
            .buildClient()) {
      var message = new ServiceBusMessage(BinaryData.fromBytes(body.getBytes(UTF_8)));
      message.getApplicationProperties().putAll(properties);
      sender.sendMessage(message);
    }
  }

  private void decide(String id, String... headers) {
    var owner = desk.owner(id);
    var answer =
        desk.post(
            owner,
            "/api/v1/cases/" + id + "/resolution",
            "{\"decision\":\"legit\",\"reason_code\":\"travel\"}",
            headers);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private String kept(String id) {
    return jdbc.sql("select traceparent from case_document where case_id = :id")
        .param("id", id)
        .query(String.class)
        .single();
  }

  private String labelTrace(String id) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> labels(id).findFirst().orElse(""), found -> !found.isEmpty());
  }

  private Stream<String> labels(String id) {
    try (var consumer =
        new EventHubClientBuilder()
            .connectionString(desk.connectionString())
            .eventHubName("model-feedback")
            .consumerGroup("learning")
            .buildConsumerClient()) {
      return consumer.getPartitionIds().stream()
          .flatMap(
              partition ->
                  consumer
                      .receiveFromPartition(
                          partition, 1000, EventPosition.earliest(), Duration.ofSeconds(1))
                      .stream())
          .filter(event -> event.getData().getBodyAsString().contains(id))
          .map(event -> String.valueOf(event.getData().getProperties().get("traceparent")))
          .toList()
          .stream();
    }
  }

  private List<String> names(String trace) {
    return of(trace).stream().map(SpanData::getName).toList();
  }

  private List<SpanData> of(String trace) {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getTraceId().equals(trace))
        .toList();
  }

  private static String newTrace() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  @TestConfiguration
  static class Collecting {

    @Bean
    InMemorySpanExporter collected() {
      return InMemorySpanExporter.create();
    }
  }
}
