package io.casework.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is left of a payment, and of a signal's actions, when the case is erased. */
@CaseworkTest
@Tag("S2-68")
class ErasedPaymentsTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired PaymentArchive archive;

  private final String sender = "sender-" + TestEvents.id();
  private final String receiver = "receiver-" + TestEvents.id();

  private void decideAndErase(String id, String decision) {
    var assignee = desk.awaitReview(id).path("assignee").asText("lead-1");
    var decided =
        desk.post(
            assignee.equals("null") ? "lead-1" : assignee,
            "/api/v1/cases/" + id + "/resolution",
            "{\"decision\":\"%s\",\"reason_code\":\"%s\",\"note\":\"seen\"}"
                .formatted(decision, decision.equals("legit") ? "travel" : "account_takeover"));
    assertThat(decided.status()).as(decided.body()).isEqualTo(200);
    jdbc.sql("update case_retention set erasable_on_request = true where case_id = :id")
        .param("id", id)
        .update();
    var path = "/api/v1/cases/" + id + "/erasure";
    desk.post("lead-1", path, "{\"reason_code\":\"court_order\"}");
    var erased = desk.post("admin", path + "/confirmation", "");
    assertThat(erased.status()).as(erased.body()).isEqualTo(200);
  }

  @Test
  void aPaymentForgetsItsPeopleAndKeepsItsDecision() {
    var body =
        """
        {"sender_id":"%s","receiver_id":"%s","amount_zar":300000,"external_id":"x-%s",
         "device":"device-%s"}
        """
            .formatted(sender, receiver, sender, sender);
    var answer = desk.post("decision-service", "/api/v1/transactions", body).json();
    var id = answer.path("transaction_id").asText();
    var path = "/api/v1/transactions/" + id;
    var before = desk.get("analyst-1", path).json();

    decideAndErase(id, "legit");

    var left = desk.get("analyst-1", path).json();
    assertThat(left.path("erased_at").isNull()).isFalse();
    assertThat(left.path("risk_score")).isEqualTo(before.path("risk_score"));
    assertThat(left.path("action")).isEqualTo(before.path("action"));
    var why = desk.get("analyst-1", path + "/score?recompute=true");
    assertThat(why.status()).as(why.body()).isEqualTo(200);
    assertThat(why.body()).doesNotContain(sender).doesNotContain(receiver);
    assertThat(why.json().path("recomputed").path("matches").isNull()).isTrue();
    assertThat(why.json().path("recomputed").path("missing").asText()).contains("erased");
    assertThat(why.json().path("model_version").isNull()).isFalse();
    assertThat(rows("payment", id) + rows("payment_decision", id) + rows("alert", id))
        .doesNotContain(sender)
        .doesNotContain(receiver);
  }

  private String rows(String table, String id) {
    return jdbc.sql("select * from %s where transaction_id = :id".formatted(table))
        .param("id", id)
        .query()
        .listOfRows()
        .toString();
  }

  @Test
  void dryRunsOfRulesLeaveErasedPaymentsOut() {
    var body =
        "{\"sender_id\":\"%s\",\"receiver_id\":\"%s\",\"amount_zar\":300000}"
            .formatted(sender, receiver);
    var id =
        desk.post("decision-service", "/api/v1/transactions", body)
            .json()
            .path("transaction_id")
            .asText();
    assertThat(archive.latest(1000)).anyMatch(past -> past.transactionId().equals(id));

    decideAndErase(id, "legit");

    assertThat(archive.latest(1000)).noneMatch(past -> past.transactionId().equals(id));
  }

  @Test
  void aLockThatStandsHoldsOnAfterItsCaseIsErased() {
    var event = "hack-" + TestEvents.id();
    var signal =
        """
        {"event_id":"%s","event_type":"transaction_fraud_detected","source_system":"s",
         "customer_id":"%s","metadata":{"risk_score":99}}
        """
            .formatted(event, sender);
    desk.post("decision-service", "/event", signal);
    var line = desk.get("ops-1", "/api/v1/actions?customer_id=" + sender).json().path(0);
    var id = line.path("case_id").asText();

    decideAndErase(id, "confirm_fraud");

    assertThat(
            jdbc.sql("select customer_id from protective_action where case_id = :id")
                .param("id", id)
                .query(String.class)
                .list())
        .isNotEmpty()
        .allMatch(customer -> !customer.contains(sender));
    assertThat(desk.get("ops-1", "/api/v1/actions?customer_id=" + sender).json()).hasSize(1);
    var paid =
        desk.post(
            "decision-service",
            "/api/v1/transactions",
            "{\"sender_id\":\"%s\",\"receiver_id\":\"r-1\",\"amount_zar\":10}".formatted(sender));
    assertThat(paid.json().path("status").asText()).as(paid.body()).isEqualTo("declined");
  }
}
