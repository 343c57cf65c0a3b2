package io.casework.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.CaseworkTest;
import io.casework.TestClock;
import io.casework.TestDesk;
import io.casework.decision.context.DayRollUp;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Payments over HTTP, as a gateway posts them. */
@CaseworkTest
class ScoringTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired DayRollUp days;

  private final String sender = "alice-" + UUID.randomUUID();
  private final String receiver = "bob-" + UUID.randomUUID();

  @BeforeEach
  void roomOnEveryDesk() {
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
    // Other tests moved the clock, and with it the days that are over.
    jdbc.sql("delete from rolled_day").update();
    jdbc.sql("delete from receiver_day").update();
  }

  @Test
  @Tag("S1-42")
  @Tag("S1-50")
  void theSampleOfTheSourceIsScoredAtOnce() {
    var answer =
        desk.post(
            "decision-service",
            "/api/v1/transactions/",
            """
            {"sender_id": "alice_001", "receiver_id": "bob_002", "amount_zar": 75000,
             "channel": "mobile_banking", "merchant_category": "electronics"}
            """);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("risk_level").asText()).isIn("HIGH", "VERY_HIGH");
    assertThat(answer.json().path("factors")).hasSizeBetween(1, 5);
  }

  @Test
  @Tag("S4-89")
  @Tag("S4-51")
  void theSampleOfTheOrchestratorHasScoreActionAndBreakdown() {
    var answer =
        desk.post(
            "decision-service",
            "/api/v1/transactions",
            """
            {"user_id": "USER-12345", "receiver": "unknown@upi", "amount": 9000000,
             "currency": "INR", "note": "rent"}
            """);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    var json = answer.json();
    assertThat(json.path("action").asText()).isEqualTo("BLOCK");
    assertThat(json.path("can_proceed").asBoolean()).isFalse();
    assertThat(json.path("risk_breakdown").path("amount_analysis").path("score").asInt())
        .isEqualTo(40);
    assertThat(json.path("risk_breakdown").path("amount_analysis").path("weight").asInt())
        .isEqualTo(30);
    assertThat(json.path("risk_breakdown").path("receiver_analysis").path("weight").asInt())
        .isEqualTo(40);
    assertThat(json.path("receiver_info").path("verified").asBoolean()).isFalse();
    assertThat(json.path("recommendations").toString())
        .contains("Verify receiver identity")
        .doesNotContain("smaller amounts");
  }

  @Test
  void contributionsAddUpToTheScore() {
    for (var amount : List.of("10", "4999.99", "60000", "250000")) {
      var answer = pay(amount);
      var sum =
          StreamSupport.stream(answer.path("contributions").spliterator(), false)
              .map(part -> new BigDecimal(part.path("contribution").asText()))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(sum).isEqualByComparingTo(new BigDecimal(answer.path("risk_score").asText()));
    }
  }

  @Test
  @Tag("S1-53")
  @Tag("S1-84")
  @Tag("S1-85")
  @Tag("S1-86")
  void theScoreIsExplainedAndComesOutTheSameWhenItIsComputedAgain() {
    for (var amount : List.of("100", "120", "90", "110")) {
      pay(amount);
    }
    var id = pay("99999").path("transaction_id").asText();

    var why = desk.get("analyst-1", "/api/v1/transactions/" + id + "/score?recompute=true").json();

    assertThat(why.path("recomputed").path("matches").asBoolean()).as(why.toString()).isTrue();
    var explanation = why.path("explanation");
    assertThat(explanation.path("facts").path("velocity.count_5m").asInt()).isEqualTo(5);
    assertThat(explanation.path("z_score").asDouble()).isGreaterThan(3);
    assertThat(explanation.path("hits").get(0).path("trace").get(0).has("actual")).isTrue();
    assertThat(why.path("model").path("contributions")).isNotEmpty();
    assertThat(why.path("unusual").asDouble()).isBetween(0.0, 1.0);
    assertThat(why.path("featureset_id").asText()).isEqualTo("fs-" + id);
    assertThat(why.path("rules").size()).isGreaterThan(6);
  }

  @Test
  void aRepeatGetsTheFirstAnswerAndAnotherBodyIsRefused() {
    var key = UUID.randomUUID().toString();
    var body = body("500");

    var first = desk.post("decision-service", "/api/v1/transactions", body, "Idempotency-Key", key);
    var again = desk.post("decision-service", "/api/v1/transactions", body, "Idempotency-Key", key);
    var other =
        desk.post("decision-service", "/api/v1/transactions", body("501"), "Idempotency-Key", key);

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.json().path("field").asText()).isEqualTo("Idempotency-Key");
    assertThat(count("payment")).isEqualTo(1);
  }

  @Test
  void paymentsAtTheSameMomentAreNotUndercounted() throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    try {
      var tasks = new ArrayList<Callable<JsonNode>>();
      for (int i = 0; i < 24; i++) {
        tasks.add(() -> pay("10"));
      }
      for (var each : threads.invokeAll(tasks)) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }

    var seen = new ArrayList<Integer>();
    desk.get("auditor-1", "/api/v1/transactions?sender_id=" + sender + "&size=50")
        .json()
        .path("items")
        .forEach(item -> seen.add(countSeenBy(item.path("transaction_id").asText())));
    assertThat(seen).hasSize(24).doesNotHaveDuplicates().contains(1, 24);
  }

  @Test
  @Tag("S1-07")
  @Tag("S1-55")
  @Tag("S1-56")
  @Tag("S1-57")
  void aHighScoreRaisesAnAlertThatPeopleWorkOff() {
    var id = pay("300000").path("transaction_id").asText();

    var alert = alertOf(id);
    var path = "/api/v1/alerts/" + alert.path("alert_id").asText();
    assertThat(alert.path("status").asText()).isEqualTo("open");

    desk.call("analyst-1", "PATCH", path, "{\"status\":\"acknowledged\"}");
    desk.call("lead-1", "PATCH", path, "{\"assignee\":\"analyst-2\"}");
    var done =
        desk.call(
            "analyst-2",
            "PATCH",
            path,
            "{\"status\":\"resolved\",\"reason\":\"true_positive\",\"note\":\"called\"}");
    var back = desk.call("analyst-2", "PATCH", path, "{\"status\":\"open\"}");
    var auditor = desk.call("auditor-1", "PATCH", path, "{\"status\":\"closed\"}");

    assertThat(done.json().path("status").asText()).isEqualTo("resolved");
    assertThat(done.json().path("assignee").asText()).isEqualTo("analyst-2");
    assertThat(done.json().path("version").asInt()).isEqualTo(4);
    assertThat(back.status()).isEqualTo(409);
    assertThat(auditor.status()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void theGreyZoneGoesToReviewAndItsDecisionComesBack() {
    var id = pay("300000").path("transaction_id").asText();

    var review = desk.awaitReview(id);
    assertThat(review.path("risk").path("rules_triggered").toString())
        .contains("NEW_RECEIVER_HIGH_AMOUNT");
    var owner = desk.awaitCase(id, now -> !now.path("assignee").isNull()).path("assignee").asText();
    assertThat(desk.get("analyst-1", "/api/v1/transactions/" + id).json().path("status").asText())
        .isIn("flagged", "declined");

    var resolved =
        desk.post(
            owner,
            "/api/v1/cases/" + id + "/resolution",
            "{\"decision\":\"legit\",\"reason_code\":\"travel\",\"note\":\"customer called\"}");
    assertThat(resolved.status()).as(resolved.body()).isEqualTo(200);

    var after = desk.get("analyst-1", "/api/v1/transactions/" + id).json();
    assertThat(after.path("status").asText()).isEqualTo("approved");
    assertThat(after.path("fraud").asBoolean()).isFalse();
    assertThat(after.path("case_id").asText()).isEqualTo(id);
    assertThat(alertOf(id).path("status").asText()).isEqualTo("resolved");
  }

  @Test
  @Tag("S2-02")
  @Tag("S1-89")
  void aRuleThatAsksForAPersonGetsOneWithoutARestart() {
    var category = "tickets_" + UUID.randomUUID().toString().substring(0, 8);
    var rule =
        desk.post(
            "lead-1",
            "/api/v1/rules",
            """
            {"name":"Look at %s","weight":0.01,"review":true,
             "condition":{"field":"merchant_category","op":"eq","value":"%s"}}
            """
                .formatted(category, category));
    assertThat(rule.status()).as(rule.body()).isEqualTo(201);

    var answer =
        desk.post(
                "decision-service",
                "/api/v1/transactions",
                body("12").replace("}", ",\"merchant_category\":\"" + category + "\"}"))
            .json();

    assertThat(answer.path("risk_score").asDouble()).isLessThan(0.6);
    var review = desk.awaitReview(answer.path("case_id").asText());
    assertThat(review.path("route").asText()).isEqualTo("medium-risk");
    assertThat(review.path("flags").toString()).contains("MANUAL_REVIEW");
    var id = rule.json().path("id").asText();
    var trial = desk.post("lead-1", "/api/v1/rules/" + id + "/test?last=100", "").json();
    assertThat(trial.path("hits").asInt()).as(trial.toString()).isPositive();
    desk.call("lead-1", "DELETE", "/api/v1/rules/" + id, "");
  }

  @Test
  void aFrozenAccountPaysNothingUntilItsCaseProvesLegit() {
    var frozen =
        desk.post(
            "decision-service",
            "/event",
            """
            {"event_id":"%s","event_type":"transaction_fraud_detected","source_system":"engine",
             "customer_id":"%s","metadata":{"risk_score":99}}
            """
                .formatted(sender, sender));
    assertThat(frozen.status()).as(frozen.body()).isEqualTo(200);

    var blocked = pay("5");

    assertThat(blocked.path("block_reason").asText()).isEqualTo("Account locked");
    assertThat(blocked.path("case_id").isNull()).as("the signal has its case").isTrue();
    var caseId =
        UUID.nameUUIDFromBytes(("signal:" + sender).getBytes(StandardCharsets.UTF_8)).toString();
    var owner =
        desk.awaitCase(caseId, now -> now.path("assignee").isTextual()).path("assignee").asText();
    desk.post(
        owner,
        "/api/v1/cases/" + caseId + "/resolution",
        "{\"decision\":\"legit\",\"reason_code\":\"travel\",\"note\":\"called\"}");
    await().untilAsserted(() -> assertThat(pay("5").path("block_reason").isNull()).isTrue());
  }

  @Test
  @Tag("S1-91")
  @Tag("S1-92")
  void paymentsFromTheQueueAreScoredOnceAndBadOnesSetAside() {
    var body = body("7").replace("}", ",\"external_id\":\"" + sender + "\"}");

    desk.sendTo("transactions-inbound", body, body, body("-7"), "{", body("8"));

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(count("payment")).isEqualTo(2));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(desk.get("ops-1", "/api/v1/dead-letters").body())
                    .contains("transactions-inbound", "/amount: minimum 0", "not strict JSON"));
  }

  @Test
  void aPaymentIsKnownByItsExternalIdWhateverTheKey() {
    var body = body("9").replace("}", ",\"external_id\":\"" + sender + "\"}");

    var first = desk.post("decision-service", "/api/v1/transactions", body);
    var again =
        desk.post(
            "decision-service", "/api/v1/transactions", body, "Idempotency-Key", "k-" + sender);

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(count("payment")).isEqualTo(1);
  }

  @Test
  void aLineEndPassesNoPattern() {
    var answer =
        desk.post(
            "decision-service",
            "/api/v1/transactions",
            body("9").replace(receiver, receiver + "\\n"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("field").asText()).isEqualTo("/receiver_id");
  }

  @Test
  @Tag("S4-25")
  @Tag("S4-26")
  void aReceiverKnownForFraudBlocksWithoutTheModel() {
    for (int i = 0; i < 7; i++) {
      var id =
          desk.post("decision-service", "/api/v1/transactions", body("other-" + i, "5")).json();
      jdbc.sql("update payment set fraud = true where transaction_id = :id")
          .param("id", id.path("transaction_id").asText())
          .update();
    }

    var answer = pay("5");

    assertThat(answer.path("action").asText()).isEqualTo("BLOCK");
    assertThat(answer.path("block_reason").isNull()).as(answer.toString()).isFalse();
    assertThat(answer.path("risk_score").decimalValue()).isEqualByComparingTo("1");
    var why =
        desk.get(
                "analyst-1",
                "/api/v1/transactions/" + answer.path("transaction_id").asText() + "/score")
            .json();
    assertThat(why.path("explanation").path("model_score").isNull()).isTrue();
  }

  @Test
  void finishedDaysAreRolledUpAndCountedOnce() {
    pay("5");
    pay("5");
    TestClock.advance(Duration.ofDays(1));
    days.rollUp();
    days.rollUp();

    var answer = pay("5");

    assertThat(answer.path("receiver_info").path("total_transactions").asInt()).isEqualTo(2);
    assertThat(
            jdbc.sql("select sum(payments) from receiver_day where receiver_id = :id")
                .param("id", receiver)
                .query(Integer.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void badInputIsNamedAndLeavesNothing() {
    var negative = desk.post("decision-service", "/api/v1/transactions", body("-1"));
    var large =
        desk.post(
            "decision-service",
            "/api/v1/transactions",
            "{\"note\":\"" + "x".repeat(5_000_000) + "\"}");

    assertThat(negative.status()).isEqualTo(422);
    assertThat(negative.response().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(negative.json().path("field").asText()).isEqualTo("/amount");
    assertThat(negative.json().path("rule").asText()).isEqualTo("minimum 0");
    assertThat(large.status()).isEqualTo(413);
    assertThat(count("payment")).isZero();
    assertThat(desk.post("analyst-1", "/api/v1/transactions", body("1")).status()).isEqualTo(403);
  }

  @Test
  @Tag("S4-10")
  void aLoadedProfileCounts() {
    var put =
        desk.call(
            "ops-1",
            "PUT",
            "/api/v1/profiles/customers/" + sender,
            """
            {"risk_tier":"GOLD","trust_score":0.93,"customer_since":"2020-01-01T00:00:00Z",
             "known_receivers":["%s"],"known_devices":["d-1"]}
            """
                .formatted(receiver));
    assertThat(put.status()).as(put.body()).isEqualTo(204);

    var id = pay("100").path("transaction_id").asText();

    var facts =
        desk.get("analyst-1", "/api/v1/transactions/" + id + "/score")
            .json()
            .path("explanation")
            .path("facts");
    assertThat(facts.path("customer.tier").asText()).isEqualTo("GOLD");
    assertThat(facts.path("customer.new").asBoolean()).isFalse();
    assertThat(facts.path("receiver.new").asBoolean()).isFalse();
  }

  @Test
  @Tag("S1-63")
  @Tag("S1-64")
  void theDashboardCountsTheLastDay() {
    pay("5");

    var summary = desk.get("lead-1", "/api/v1/dashboard/summary").json();
    var trend = desk.get("lead-1", "/api/v1/dashboard/risk-trend").json();

    assertThat(summary.path("transactions").path("count").asInt()).isPositive();
    assertThat(summary.path("by_status").path("approved").asInt()).isPositive();
    assertThat(trend).hasSize(24);
    assertThat(trend.get(23).path("transactions").asInt()).isPositive();
  }

  @Test
  @Tag("S1-14")
  void everyPaymentIsOnTheStream() {
    var id = pay("5").path("transaction_id").asText();

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(jdbc.sql("select count(*) from outbox").query(Long.class).single())
                    .isZero());
    assertThat(desk.peek("scored-transactions", "all"))
        .anySatisfy(message -> assertThat(message.getMessageId()).isEqualTo(id));
  }

  private JsonNode pay(String amount) {
    var answer = desk.post("decision-service", "/api/v1/transactions", body(amount));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private String body(String amount) {
    return body(sender, amount);
  }

  private String body(String from, String amount) {
    return "{\"sender_id\":\"%s\",\"receiver_id\":\"%s\",\"amount\":%s,\"currency\":\"ZAR\"}"
        .formatted(from, receiver, amount);
  }

  private JsonNode alertOf(String transaction) {
    return StreamSupport.stream(
            desk.get("analyst-1", "/api/v1/alerts?size=200").json().path("items").spliterator(),
            false)
        .filter(alert -> alert.path("transaction_id").asText().equals(transaction))
        .findFirst()
        .orElseThrow();
  }

  private int countSeenBy(String transaction) {
    return desk.get("auditor-1", "/api/v1/transactions/" + transaction + "/score")
        .json()
        .path("explanation")
        .path("facts")
        .path("velocity.count_5m")
        .asInt();
  }

  private long count(String table) {
    return jdbc.sql("select count(*) from " + table + " where sender_id = :sender")
        .param("sender", sender)
        .query(Long.class)
        .single();
  }
}
