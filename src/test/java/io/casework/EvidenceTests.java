package io.casework;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the rooms hand to a case bundle. */
@CaseworkTest
class EvidenceTests {

  @Autowired TestDesk desk;
  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void roomOnEveryDesk() {
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
  }

  @Test
  @Tag("S2-81")
  @Tag("S2-82")
  void aCaseThatWentUpAndCameToAnEndProvesItsWholeWay() throws IOException {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));
    desk.post("analyst-kyc", "/api/v1/cases/" + id + "/escalate", "");
    var assignee = desk.owner(id);
    decide(id, assignee);

    var evidence = CollectedEvidence.of(id, context);

    assertThat(evidence.files.keySet())
        .anyMatch(path -> path.matches("snapshots/v\\d+\\.json"))
        .contains(
            "process/case-intake-v1.bpmn",
            "process/case-review-v1.bpmn",
            "process/case-escalation-v1.bpmn",
            "process/case-intake-path.svg",
            "process/case-review-path.svg",
            "process/case-escalation-path.svg",
            "process/incidents.json",
            "decisions/case-routing-v1.dmn",
            "decisions/sla-policy-v1.dmn",
            "messages/in/event.json",
            "messages/out/routed-1.json",
            "messages/out/label-1.json",
            "messages/out/notifications.jsonl");
    assertThat(evidence.text("process/case-review-v1.bpmn"))
        .isEqualTo(Files.readString(Path.of("bpmn/case-review.bpmn")));
    assertThat(evidence.text("decisions/sla-policy-v1.dmn"))
        .isEqualTo(Files.readString(Path.of("bpmn/decisions/sla-policy.dmn")));
    var picture = evidence.text("process/case-review-path.svg");
    Files.writeString(Path.of("target", "path-of-a-case.svg"), picture); // to be looked at
    assertThat(picture).contains("Review case: 2×, first");
    assertThat(evidence.json("process/activities.json"))
        .extracting(step -> step.path("activity_id").asText())
        .containsSubsequence("enrichCase", "publishCase", "reviewCase", "handUp", "archiveCase");
    assertThat(evidence.json("process/activities.json"))
        .filteredOn(step -> step.path("activity_id").asText().equals("reviewCase"))
        .extracting(step -> step.path("by").asText())
        .containsExactly("analyst-kyc", assignee);
    var label = evidence.json("messages/out/label-1.json");
    assertThat(label.path("message").path("feedback_id").asText()).isEqualTo(id + ":1");
    assertThat(label.path("sent_at").isTextual()).isTrue();
    assertThat(evidence.json("messages/out/routed-1.json").path("body").path("route").asText())
        .isEqualTo("kyc-review");
    assertThat(evidence.missing).containsKeys("actions.jsonl", "model/rules.json");
  }

  @Test
  void theMessageMadeAgainIsTheOneThatWasSent() {
    var id = TestEvents.id();
    var sent = TestEvents.mediumRisk(id);
    desk.open(id, sent);

    var again = CollectedEvidence.of(id, context).json("messages/out/routed-1.json");

    var record = desk.get("lead-1", "/api/v1/cases/" + id).json();
    assertThat(again.path("message_id").asText()).isEqualTo(id + ":route:1");
    assertThat(again.path("body").path("priority")).isEqualTo(record.path("priority"));
    assertThat(again.path("body").path("risk_tier")).isEqualTo(record.path("risk").path("tier"));
    assertThat(again.path("body").path("correlation_id")).isEqualTo(record.path("trace_id"));
  }

  @Test
  void theEventStandsThereAsItCameWithItsRepeatsAndRefusals() {
    var id = TestEvents.id();
    var body = TestEvents.kyc(id);
    desk.open(id, body);
    desk.send(body, body.replace("18450.00", "1.00"));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                CollectedEvidence.of(id, context)
                    .files
                    .containsKey("messages/in/dead-letters.jsonl"));

    var evidence = CollectedEvidence.of(id, context);

    assertThat(evidence.text("messages/in/event.json")).isEqualTo(body);
    assertThat(evidence.json("messages/in/delivery.json").path("deliveries").asInt()).isEqualTo(2);
    assertThat(evidence.lines("messages/in/dead-letters.jsonl"))
        .singleElement()
        .extracting(letter -> letter.path("reason").asText())
        .isEqualTo("CONFLICTING_DUPLICATE");
  }

  @Test
  @Tag("S1-84")
  void aPaymentThatWasScoredHereBringsRulesModelAndAlerts() {
    var phone = "phone-" + UUID.randomUUID();
    var rule =
        desk.post(
            "lead-1",
            "/api/v1/rules",
            """
            {"name":"Look at it","weight":0.7,"review":true,
             "condition":{"field":"device","op":"eq","value":"%s"}}
            """
                .formatted(phone));
    assertThat(rule.status()).as(rule.body()).isEqualTo(201);
    var scored =
        desk.post(
                "decision-service",
                "/api/v1/transactions",
                """
                {"sender_id":"thandi-%1$s","receiver_id":"sipho-%1$s","amount":60000,
                 "currency":"ZAR","device":"%1$s","ip":"203.0.113.78",
                 "metadata":{"shoe":"forty~two"}}
                """
                    .formatted(phone))
            .json();
    desk.call("lead-1", "DELETE", "/api/v1/rules/" + rule.json().path("id").asText(), "");
    var id = scored.path("case_id").asText();
    desk.awaitReview(id);

    var evidence = CollectedEvidence.of(id, context);

    var score = evidence.json("model/score.json");
    assertThat(score.path("answer").path("risk_score").asText())
        .isEqualTo(scored.path("risk_score").asText());
    assertThat(score.path("explanation").path("hits")).isNotEmpty();
    assertThat(evidence.json("model/contributions.json").path("contributions")).isNotEmpty();
    assertThat(evidence.json("model/rules.json")).hasSizeGreaterThan(6);
    assertThat(evidence.json("model/alerts.json")).isNotEmpty();
    assertThat(evidence.text("model/payment.json")).contains("forty~two");
    assertThat(evidence.redacted())
        .doesNotContain("thandi-", "sipho-", "phone-", "203.0.113.78", "forty~two");
  }

  @Test
  void aProtectiveActionBringsItsReceiptAndItsProcess() {
    var event = "evt-" + UUID.randomUUID();
    var answer =
        desk.post(
            "decision-service",
            "/event",
            """
            {"event_id":"%1$s","event_type":"transaction_fraud_detected","source_system":"engine",
             "customer_id":"thandi-%1$s","metadata":{"risk_score":99}}
            """
                .formatted(event));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    var id = UUID.nameUUIDFromBytes(("signal:" + event).getBytes(UTF_8)).toString();
    desk.awaitReview(id);

    var evidence = CollectedEvidence.of(id, context);

    var action = evidence.lines("actions.jsonl").get(0);
    assertThat(action.path("state").asText()).isEqualTo("done");
    assertThat(action.path("done_at").isTextual()).isTrue();
    assertThat(evidence.files)
        .containsKeys("process/protective-action-v1.bpmn", "process/protective-action-path.svg");
    assertThat(evidence.redacted()).doesNotContain("thandi-");
  }

  @Test
  @Tag("X-11")
  void withoutWhatIsNamedAsPersonalNobodyIsNamed() {
    var id = TestEvents.id();
    var event =
        TestEvents.kyc(id)
            .replace(
                "\"action_suggested\"",
                """
                "links":{"decision_log":"https://log.example/thandi","trace_id":"trace-%s"},
                "explanation":[{"feature":"device","value":"d-5f1c","contribution":0.2}],
                "action_suggested\""""
                    .formatted(id));
    desk.open(id, event);
    desk.post("analyst-kyc", "/api/v1/cases/" + id + "/escalate", "");

    var shown = CollectedEvidence.of(id, context).redacted();

    assertThat(shown)
        .contains("messages/in/event-fields.json", "18450", "KYC_NAME_MISMATCH")
        .doesNotContain(
            "u-" + id, "203.0.113.77", "d-5f1c", "Kite Electronics", "thandi", "\"m-7\"");
  }

  @Test
  void theSameCaseGivesTheSameFiles() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.highRisk(id));

    var first =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> CollectedEvidence.of(id, context), EvidenceTests::everybodyIsTold);
    var second = CollectedEvidence.of(id, context);

    assertThat(second.files.keySet()).isEqualTo(first.files.keySet());
    assertThat(first.files)
        .allSatisfy(
            (path, bytes) -> assertThat(second.text(path)).as(path).isEqualTo(first.text(path)));
    assertThat(second.missing).isEqualTo(first.missing);
  }

  @Test
  void aReopenedCaseProvesWhatWasPublishedInEachRound() {
    var id = TestEvents.id();
    var path = "/api/v1/cases/" + id;
    desk.open(id, TestEvents.kyc(id));
    decide(id, desk.owner(id));
    desk.post("lead-1", path + "/reopen", "{\"note\":\"customer called back\"}");
    desk.awaitCase(id, now -> now.path("round").asInt() == 2 && !now.path("assignee").isNull());

    var evidence = CollectedEvidence.of(id, context);

    var again = evidence.json("messages/out/routed-2.json").path("body");
    assertThat(again.path("priority"))
        .isEqualTo(evidence.json("messages/out/routed-1.json").path("body").path("priority"));
    assertThat(again.path("round").asInt()).isEqualTo(2);
  }

  @Test
  void whatIsNotThereIsNamedWithItsReason() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.mediumRisk(id));

    assertThat(CollectedEvidence.of(id, context).missing)
        .containsEntry("messages/out/label-1.json", "the case is not decided yet")
        .containsEntry("actions.jsonl", "no protective action was asked for")
        .containsEntry("model/payment.json", "the payment was not scored here");
  }

  private static boolean everybodyIsTold(CollectedEvidence evidence) {
    var path = "messages/out/notifications.jsonl";
    return !evidence.text("timeline.jsonl").contains("\"log_seq\":null")
        && evidence.files.containsKey(path)
        && evidence.lines(path).stream()
            .allMatch(message -> message.path("state").asText().contains("dry run"));
  }

  private JsonNode decide(String id, String user) {
    var answer =
        desk.post(
            user,
            "/api/v1/cases/" + id + "/resolution",
            """
            {"decision":"confirm_fraud","reason_code":"synthetic_identity","note":"papers forged"}
            """);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> CollectedEvidence.of(id, context).json("process/activities.json"),
            steps -> steps.toString().contains("archiveCase"));
  }
}
