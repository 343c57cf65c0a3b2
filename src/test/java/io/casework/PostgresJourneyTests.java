package io.casework;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.casework.attachments.Attachments;
import io.casework.attachments.Upload;
import io.casework.core.CaseId;
import io.casework.core.Content;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The main job on PostgreSQL; skipped where it is not installed. */
@CaseworkTest
class PostgresJourneyTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired Attachments attachments;
  @Autowired ApplicationContext context;

  @DynamicPropertySource
  static void onPostgres(DynamicPropertyRegistry properties) {
    PostgresServer.serve(properties, PostgresJourneyTests.class);
  }

  @Test
  void aCaseIsOpenedOnceDecidedAndReopened() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));
    desk.send(TestEvents.kyc(id));

    var decided =
        desk.post(
            "analyst-kyc",
            "/api/v1/cases/" + id + "/resolution",
            "{\"decision\":\"legit\",\"reason_code\":\"travel\"}");
    assertThat(decided.status()).as(decided.body()).isEqualTo(200);
    desk.post("lead-1", "/api/v1/cases/" + id + "/reopen", "{\"note\":\"look again\"}");

    desk.awaitCase(id, now -> now.path("round").asInt() == 2 && !now.path("assignee").isNull());
    assertThat(
            jdbc.sql("select count(*) from case_record where case_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    assertThat(
            jdbc.sql("select deliveries from inbox where event_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void aSignalLocksAnAccountOnceAndLegitUnlocksIt() {
    var event = "hack-" + TestEvents.id();
    var body =
        """
        {"event_id":"%s","event_type":"transaction_fraud_detected","source_system":"s",
         "customer_id":"%s","metadata":{"risk_score":99}}
        """
            .formatted(event, event);
    var first = desk.post("decision-service", "/event", body);
    assertThat(first.body()).contains("LOCK sent to core banking");
    assertThat(desk.post("decision-service", "/event", body).body()).isEqualTo(first.body());
    var line = desk.get("ops-1", "/api/v1/actions?customer_id=" + event).json();
    assertThat(line).hasSize(1);
    var id = line.path(0).path("case_id").asText();
    var assignee = desk.awaitReview(id).path("assignee").asText();

    desk.post(
        assignee,
        "/api/v1/cases/" + id + "/resolution",
        "{\"decision\":\"legit\",\"reason_code\":\"travel\",\"note\":\"called\"}");

    await()
        .untilAsserted(
            () ->
                assertThat(
                        desk.get("ops-1", "/api/v1/actions/simulator/accounts/" + event)
                            .json()
                            .path("locked")
                            .asBoolean(true))
                    .isFalse());
  }

  @Test
  void notesAreEditedAndTheTrailIsSearchedAsOnH2() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));
    var notes = "/api/v1/cases/" + id + "/notes";
    var note = desk.post("analyst-kyc", notes, "{\"text\":\"a\"}").json().path("note_id").asText();
    desk.call("analyst-kyc", "PUT", notes + "/" + note, "{\"text\":\"bb\"}");

    assertThat(
            desk.get("analyst-kyc", notes + "/" + note + "/versions")
                .json()
                .findValuesAsText("text"))
        .containsExactly("a", "bb");
    var found =
        desk.get(
            "auditor-1",
            "/api/v1/audit?action=note_edited&q=LENGTH&from=2001-01-01T00:00:00Z&after=9999999"
                + "&case_id="
                + id);
    assertThat(found.json()).as(found.body()).hasSize(1);
    assertThat(desk.get("auditor-1", "/api/v1/audit/readers").body()).contains("analyst-kyc");
    assertThat(desk.get("auditor-1", "/api/v1/audit/actions").body()).contains("note_edited");
    assertThat(jdbc.sql("select count(*) from setting").query(Integer.class).single()).isPositive();
  }

  @Test
  void poisonAndListsWorkAsOnH2() {
    var id = TestEvents.id();
    desk.send(TestEvents.highRisk(id).replace("u-" + id, "u\\u0000"), "{", TestEvents.highRisk(id));

    desk.awaitReview(id);

    await()
        .untilAsserted(
            () -> assertThat(desk.get("ops-1", "/api/v1/dead-letters").json()).hasSize(2));
    assertThat(
            desk.get("lead-1", "/api/v1/cases?q=" + id.substring(0, 8))
                .json()
                .path("total")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void aPaymentIsScoredAlertedReviewedAndCounted() {
    var sender = "u-" + TestEvents.id();
    var body =
        "{\"sender_id\":\"%s\",\"receiver_id\":\"r-1\",\"amount_zar\":300000,\"external_id\":\"%s\"}"
            .formatted(sender, sender);

    var answer = desk.post("decision-service", "/api/v1/transactions", body);
    var again = desk.post("decision-service", "/api/v1/transactions", body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(answer.body());
    var id = answer.json().path("transaction_id").asText();
    desk.awaitReview(id);
    var why = desk.get("analyst-1", "/api/v1/transactions/" + id + "/score?recompute=true").json();
    assertThat(why.path("recomputed").path("matches").asBoolean()).as(why.toString()).isTrue();
    var alert = desk.get("analyst-1", "/api/v1/alerts?status=open").json().path("items").get(0);
    var changed =
        desk.call(
            "analyst-1",
            "PATCH",
            "/api/v1/alerts/" + alert.path("alert_id").asText(),
            "{\"status\":\"resolved\"}");
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(desk.get("lead-1", "/api/v1/dashboard/summary").status()).isEqualTo(200);
    assertThat(desk.get("lead-1", "/api/v1/dashboard/risk-trend").json()).hasSize(24);
    assertThat(
            desk.call(
                    "ops-1",
                    "PUT",
                    "/api/v1/profiles/customers/" + sender,
                    "{\"risk_tier\":\"SILVER\",\"known_devices\":[\"d\"]}")
                .status())
        .isEqualTo(204);
    assertThat(
            desk.get("analyst-1", "/api/v1/transactions?status=declined")
                .json()
                .path("total")
                .asInt())
        .isPositive();
  }

  @Test
  void aFileIsKeptAndEveryRoomProvesWhatItKnows() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));
    var caseId = new CaseId(id);
    var upload = new Upload("a.txt", null, Content.of("paid twice".getBytes(UTF_8)), null, "note");

    var added = attachments.add(caseId, upload, "analyst-kyc");

    assertThat(attachments.of(caseId)).containsExactly(added);
    var evidence = CollectedEvidence.of(id, context);
    assertThat(evidence.text("attachments/" + added.generatedName())).isEqualTo("paid twice");
    assertThat(evidence.files)
        .containsKeys("process/case-review-path.svg", "messages/in/delivery.json", "custody.jsonl");
  }
}
