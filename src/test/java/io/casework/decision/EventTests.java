package io.casework.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.CaseworkTest;
import io.casework.TestDesk;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Raw signals over {@code POST /event}. */
@CaseworkTest
@Tag("S0-17")
class EventTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  private final String event = "evt-" + UUID.randomUUID();
  private final String customer = "cust-" + UUID.randomUUID();

  @BeforeEach
  void roomOnEveryDesk() {
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
  }

  @Test
  void strangersAndAnalystsSendNoSignals() {
    assertThat(desk.post("", "/event", fraud("99")).status()).isEqualTo(401);
    assertThat(desk.post("analyst-1", "/event", fraud("99")).status()).isEqualTo(403);
    assertThat(taken()).isZero();
  }

  @Test
  void aBodyThatIsTooLargeIsAProblem() {
    var answer = send(fraud("99").replace("99}", "99,\"m\":\"" + "x".repeat(70_000) + "\"}"));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(contentType(answer)).isEqualTo("application/problem+json");
    assertThat(answer.json().path("type").asText()).isEqualTo("urn:casework:problem:too-large");
    assertThat(taken()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"100.5", "-1", "\"99\"", "null"})
  @Tag("X-01")
  void aScoreOutsideItsScaleIsNamedAndNothingIsKept(String score) {
    var answer = send(fraud(score));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(contentType(answer)).isEqualTo("application/problem+json");
    assertThat(answer.json().path("field").asText()).isEqualTo("/metadata/risk_score");
    assertThat(answer.json().path("rule").asText())
        .matches("(minimum 0|maximum 100|must be of type number)");
    assertThat(taken()).isZero();
    assertThat(log()).isEmpty();
  }

  @Test
  void anEventWithAnotherBodyConflicts() {
    send(fraud("20"));

    var answer = send(fraud("99"));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().path("field").asText()).isEqualTo("/event_id");
    assertThat(log()).hasSize(1);
    assertThat(log().path(0).path("action").asText()).isEqualTo("monitor_account");
  }

  @Test
  @Tag("S0-26")
  @Tag("S0-28")
  void theSampleOfTheKillSwitchIsTakenAsItStands() {
    var answer =
        send(
            """
            {"event_id":"hack-101","event_type":"transaction_fraud_detected","source_system":"ai_risk_engine","customer_id":"hacker_007","metadata":{"risk_score":99}}
            """);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactly("workflow_category", "next_action", "execution_log");
    assertThat(answer.json().path("workflow_category").asText()).isEqualTo("security_ops");
    assertThat(answer.json().path("next_action").asText()).isEqualTo("freeze_account_immediate");
    assertThat(answer.json().path("execution_log").asText())
        .matches("LOCK sent to core banking .*for account hacker_007\\. Latency: \\d+ms");
  }

  @Test
  @Tag("S0-30")
  @Tag("S0-31")
  void theSampleOfTheDisputeIsTakenAsItStands() {
    var answer =
        send(
            """
            {"event_id":"evt-123","event_type":"transaction_dispute_opened","source_system":"card_processor","customer_id":"cust-42","metadata":{"amount":42.00}}
            """);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("next_action").asText()).isEqualTo("initiate_investigation");
    assertThat(answer.json().path("workflow_category").asText()).isEqualTo("customer_ops");
    assertThat(answer.json().path("execution_log").asText())
        .matches("Ticket #\\d+ opened with ticketing .*for the ops team\\. Latency: \\d+ms");
    assertThat(
            desk.get("ops-1", "/api/v1/actions/simulator/tickets")
                .json()
                .findValuesAsText("customer_id"))
        .contains("cust-42");
    var opened = review(caseOf("evt-123"));
    assertThat(opened.path("route").asText()).isEqualTo("merchant-escalation");
    assertThat(opened.path("transaction").path("amount").decimalValue()).isEqualByComparingTo("42");
    assertThat(opened.path("transaction").path("currency").asText()).isEqualTo("XXX");
  }

  @Test
  @Tag("S0-34")
  void fraudWithHighRiskFreezesTheAccount() {
    assertThat(send(fraud("90.01")).json().path("next_action").asText())
        .isEqualTo("freeze_account_immediate");
    assertThat(account().path("locked").asBoolean()).isTrue();
    assertThat(review(caseOf(event)).path("route").asText()).isEqualTo("high-risk");
  }

  @Test
  @Tag("S0-35")
  @Tag("X-04")
  void fraudWithMediumRiskTriggersTheSecondFactor() {
    var answer = send(fraud("90"));

    assertThat(answer.json().path("next_action").asText()).isEqualTo("require_2fa");
    assertThat(answer.json().path("workflow_category").asText()).isEqualTo("security_ops");
    assertThat(account().path("second_factor_required").asBoolean()).isTrue();
    assertThat(account().path("locked").asBoolean()).isFalse();
  }

  @Test
  void theBottomOfTheGreyZoneIsWatchedAndReviewed() {
    assertThat(send(fraud("60")).json().path("next_action").asText()).isEqualTo("monitor_account");
    assertThat(account().path("watched").asBoolean()).isTrue();
    assertThat(review(caseOf(event)).path("route").asText()).isEqualTo("medium-risk");
  }

  @Test
  void aLowScoreIsWatchedAndMakesNoCase() {
    assertThat(send(fraud("59.99")).json().path("next_action").asText())
        .isEqualTo("monitor_account");
    assertThat(log().path(0).path("case_id").isNull()).isTrue();
    assertThat(
            jdbc.sql("select count(*) from outbox where message_key = :id")
                .param("id", caseOf(event))
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(desk.get("lead-1", "/api/v1/cases/" + caseOf(event)).status()).isEqualTo(404);
  }

  @Test
  void whatNobodyKnowsGoesToPeople() {
    var answer = send(fraud("5").replace("transaction_fraud_detected", "sim_swap_reported"));

    assertThat(answer.json().path("next_action").asText()).isEqualTo("route_to_manual_review");
    assertThat(answer.json().path("execution_log").asText()).startsWith("NOTE sent to CRM");
    var opened = review(caseOf(event));
    assertThat(opened.path("route").asText()).isEqualTo("medium-risk");
    assertThat(opened.toString()).contains("MANUAL_REVIEW");
  }

  @Test
  void anEventIdOfTheGreatestLengthMakesACaseToo() {
    var longest = "e".repeat(92) + UUID.randomUUID();
    send(fraud("70").replace(event, longest));

    review(caseOf(longest));
  }

  @Test
  @Tag("S0-16")
  void healthAnswersAnybody() {
    assertThat(desk.get("", "/health").status()).isEqualTo(200);
    assertThat(desk.get("", "/health").json().path("status").asText()).isEqualTo("ok");
  }

  private TestDesk.Answer send(String body) {
    return desk.post("decision-service", "/event", body);
  }

  private String fraud(String score) {
    return """
        {"event_id":"%s","event_type":"transaction_fraud_detected",
         "source_system":"ai_risk_engine","customer_id":"%s","metadata":{"risk_score":%s}}
        """
        .formatted(event, customer, score);
  }

  private static String caseOf(String id) {
    return UUID.nameUUIDFromBytes(("signal:" + id).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private JsonNode review(String id) {
    return desk.awaitReview(id);
  }

  private JsonNode account() {
    return desk.get("ops-1", "/api/v1/actions/simulator/accounts/" + customer).json();
  }

  private JsonNode log() {
    return desk.get("ops-1", "/api/v1/actions?customer_id=" + customer).json();
  }

  private int taken() {
    return jdbc.sql("select count(*) from signal_event where event_id = :id")
        .param("id", event)
        .query(Integer.class)
        .single();
  }

  private static String contentType(TestDesk.Answer answer) {
    return answer.response().headers().firstValue("Content-Type").orElse("");
  }
}
