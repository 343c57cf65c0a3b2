package io.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The whole house on embedded defaults: event in, case worked, label out. */
@CaseworkTest
class CaseJourneyTests {

  @Autowired TestDesk desk;

  @ParameterizedTest
  @Tag("S2-23")
  @Tag("S2-49")
  @Tag("S2-56")
  @Tag("S2-57")
  @Tag("S2-59")
  @CsvSource({
    "0.91, [], false, high-risk, P1, 2",
    "0.80, [], false, high-risk, P1, 2",
    "0.7999, [], false, medium-risk, P2, 8",
    "0.60, [], false, medium-risk, P2, 8",
    "0.62, ['KYC'], false, kyc-review, P2, 8",
    "0.95, ['KYC'], false, kyc-review, P1, 2",
    "0.35, [], true, merchant-escalation, P3, 24",
    "0.35, ['KYC'], true, merchant-escalation, P3, 24"
  })
  void aScoredEventBecomesACaseInItsQueue(
      double score, String rules, boolean escalation, String route, String priority, long hours) {
    var id = TestEvents.id();

    var found =
        desk.open(
            id, TestEvents.event(id, score, rules.replace('\'', '"'), "challenge", escalation));

    assertThat(found.path("route").asText()).isEqualTo(route);
    assertThat(found.path("priority").asText()).isEqualTo(priority);
    assertThat(Duration.between(instant(found, "received_at"), instant(found, "due_at")))
        .isEqualTo(Duration.ofHours(hours));
    assertThat(found.path("findings")).hasSize(3);
  }

  @Test
  @Tag("S2-69")
  @Tag("S2-70")
  @Tag("S2-71")
  @Tag("S2-73")
  @Tag("S2-121")
  @Tag("S2-122")
  void aDecidedCaseBecomesALabel() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));

    var answer =
        desk.post(
            "analyst-kyc",
            "/api/v1/cases/" + id + "/resolution",
            """
            {"decision":"confirm_fraud","reason_code":"synthetic_identity","note":"papers forged"}
            """);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("status").asText()).isEqualTo("closed");
    assertThat(answer.json().path("outcome").asText()).isEqualTo("confirm_fraud");
    var label =
        await().atMost(Duration.ofSeconds(20)).until(() -> labelsOf(id), found -> !found.isEmpty());
    assertThat(label)
        .hasSize(1)
        .first()
        .asString()
        .contains(
            "\"feedback_id\":\"" + id + ":1\"",
            "\"label\":\"fraud\"",
            "\"decision\":\"confirm_fraud\"",
            "\"featureset_id\":\"fs-" + id + "\"",
            "\"label_source\":\"analyst\"",
            "\"confidence\":\"confirmed\"")
        .doesNotContain("papers forged");
    assertThat(desk.get("ml-1", "/api/v1/training-set").body()).contains(id + ":1");
  }

  @Test
  @Tag("X-05")
  void anUnsuspiciousEventIsClearedRecordedAndLabelledAsAssumed() {
    var id = notDrawn();
    desk.send(TestEvents.unsuspicious(id));

    var found = desk.awaitCase(id, now -> now.path("status").asText().equals("closed"));

    assertThat(found.path("outcome").asText()).isEqualTo("auto_cleared");
    assertThat(found.path("route").isNull()).isTrue();
    var label =
        await().atMost(Duration.ofSeconds(20)).until(() -> labelsOf(id), all -> !all.isEmpty());
    assertThat(label.get(0))
        .contains("\"label_source\":\"auto_cleared\"", "\"confidence\":\"assumed\"");
  }

  @Test
  @Tag("S2-72")
  void aPartialDecisionCarriesNoTrainingLabel() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));

    desk.post(
        "analyst-kyc",
        "/api/v1/cases/" + id + "/resolution",
        """
        {"decision":"partial","reason_code":"insufficient_evidence","note":"customer unreachable"}
        """);

    var label =
        await().atMost(Duration.ofSeconds(20)).until(() -> labelsOf(id), all -> !all.isEmpty());
    assertThat(label.get(0)).contains("\"label\":null", "\"decision\":\"partial\"");
    assertThat(desk.get("ml-1", "/api/v1/training-set").body()).doesNotContain(id);
  }

  @Test
  @Tag("S2-98")
  void everyChangeIsOnTheTimelineUnderTheProducersTraceId() throws IOException {
    var id = TestEvents.id();
    var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    desk.open(
        id,
        TestEvents.kyc(id)
            .replace(
                "\"action_suggested\"",
                "\"links\":{\"trace_id\":\"" + trace + "\"},\"action_suggested\""));

    var timeline = desk.get("lead-1", "/api/v1/cases/" + id + "/timeline").json();

    assertThat(timeline.findValuesAsText("kind"))
        .containsExactly("case_opened", "case_routed", "case_assigned");
    assertThat(timeline.findValuesAsText("correlation_id")).containsOnly(trace);
  }

  private List<String> labelsOf(String caseId) {
    try (var consumer =
        new EventHubClientBuilder()
            .connectionString(desk.connectionString(), "model-feedback")
            .consumerGroup("$Default")
            .buildConsumerClient()) {
      return StreamSupport.stream(consumer.getPartitionIds().spliterator(), false)
          .flatMap(
              partition ->
                  StreamSupport.stream(
                      consumer
                          .receiveFromPartition(
                              partition, 1000, EventPosition.earliest(), Duration.ofSeconds(1))
                          .spliterator(),
                      false))
          .map(event -> event.getData().getBodyAsString())
          .filter(body -> body.contains(caseId))
          .toList();
    }
  }

  // The control sample draws one in a hundred by id.
  private static String notDrawn() {
    return "00000000-0000-4000-8000-000000000001";
  }

  private static Instant instant(JsonNode found, String field) {
    return Instant.parse(found.path(field).asText());
  }
}
