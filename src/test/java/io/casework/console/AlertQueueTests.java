package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Alerts as people work them: what is refused, and what becomes of cases and trail. */
@CaseworkTest
class AlertQueueTests {

  private static final String XSS = "<img src=x onerror=alert(1)>";

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  private final String customer = "cust-" + UUID.randomUUID();

  @BeforeEach
  void roomOnEveryDesk() {
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
  }

  private JsonNode triaged(String more) {
    var id = "ext-" + UUID.randomUUID();
    var amount = more.contains("\"amount\"") ? "" : ",\"amount\":60000";
    var body =
        """
        {"external_id": "%s", "risk_score": 95.5, "currency": "USD", "country": "US",
         "created_at": "2026-11-20T09:59:00Z"%s%s}
        """
            .formatted(id, amount, more);
    var taken = desk.post("ops-1", "/api/v1/alerts/ingest?source=csv", body);
    assertThat(taken.json().path("processed").asInt()).as(taken.body()).isOne();
    return desk.get("analyst-1", "/api/v1/alerts?q=" + id).json().path("items").path(0);
  }

  private JsonNode alertOfCustomer() {
    return triaged(",\"customer_id\":\"" + customer + "\"");
  }

  private static String path(JsonNode alert) {
    return "/api/v1/alerts/" + alert.path("alert_id").asText();
  }

  private JsonNode now(JsonNode alert) {
    return desk.get("lead-1", path(alert)).json();
  }

  private TestDesk.Answer patch(String user, JsonNode alert, String body, String... headers) {
    return desk.call(user, "PATCH", path(alert), body, headers);
  }

  /** An open case of the customer, in the queue of its route. */
  private String caseOf(String event, String id) {
    desk.open(id, event.replace("u-" + id, customer));
    return id;
  }

  private TestDesk.Answer attach(String user, JsonNode alert, String caseId, String more) {
    return desk.post(
        user, path(alert) + "/attach", "{\"case_id\":\"%s\"%s}".formatted(caseId, more));
  }

  @ParameterizedTest
  @Tag("S1-25")
  @CsvSource({"acknowledged", "resolved", "closed"})
  void aProgramMovesAnAlertOnByItsStatusAlone(String status) {
    var alert = alertOfCustomer();

    var answer = patch("analyst-1", alert, "{\"status\":\"%s\"}".formatted(status));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(now(alert).path("status").asText()).isEqualTo(status);
  }

  // what is refused

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"status\":\"resolved\",\"reason\":\"boring\",\"note\":\"n\"}|422|/reason",
        "{\"status\":\"acknowledged\",\"reason\":\"duplicate\"}|422|reason",
        "{\"assignee\":\"nobody-like-it\"}|422|assignee",
        "{\"assignee\":\"ops-1\"}|422|assignee",
        "{}|422|status",
        "{\"severity\":\"LOW\"}|422|/severity"
      })
  void aChangeThatMakesNoSenseIsRefusedByFieldAndRule(String body, int status, String field) {
    var alert = alertOfCustomer();

    var answer = patch("lead-1", alert, body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("field").asText()).isEqualTo(field);
    assertThat(now(alert).path("version").asInt()).isOne();
  }

  @Test
  void anAlertThatChangedSinceIsAConflictWithHowItIsNow() {
    var alert = alertOfCustomer();
    patch("analyst-1", alert, "{\"status\":\"acknowledged\"}", "If-Match", "\"1\"");

    var stale =
        patch(
            "analyst-2",
            alert,
            "{\"status\":\"resolved\",\"reason\":\"duplicate\",\"note\":\"n\"}",
            "If-Match",
            "\"1\"");

    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.json().at("/current/status").asText()).isEqualTo("acknowledged");
    assertThat(stale.json().at("/current/assignee").asText()).isEqualTo("analyst-1");
    assertThat(stale.json().at("/current/version").asInt()).isEqualTo(2);
    var wrong = patch("analyst-2", alert, "{\"note\":\"n\"}", "If-Match", "yesterday");
    assertThat(wrong.status()).isEqualTo(422);
  }

  @Test
  void aStatusOnlyGoesForward() {
    var alert = alertOfCustomer();
    patch(
        "analyst-1",
        alert,
        "{\"status\":\"resolved\",\"reason\":\"false_positive\",\"note\":\"n\"}");

    assertThat(patch("lead-1", alert, "{\"status\":\"open\"}").status()).isEqualTo(409);
    assertThat(patch("lead-1", alert, "{\"assignee\":\"analyst-2\"}").status()).isEqualTo(409);
    assertThat(patch("analyst-1", alert, "{\"status\":\"closed\"}").status()).isEqualTo(200);
    assertThat(now(alert).path("resolution").asText()).isEqualTo("false_positive");
  }

  @Test
  void onlyLeadsGiveAlertsToOthersOrTakeThemAway() {
    var alert = alertOfCustomer();

    assertThat(patch("analyst-1", alert, "{\"assignee\":\"analyst-2\"}").status()).isEqualTo(422);
    assertThat(patch("analyst-1", alert, "{\"assignee\":\"me\"}").status()).isEqualTo(200);
    assertThat(patch("analyst-2", alert, "{\"assignee\":\"me\"}").status()).isEqualTo(409);
    assertThat(patch("analyst-2", alert, "{\"assignee\":\"nobody\"}").status()).isEqualTo(409);
    assertThat(patch("lead-1", alert, "{\"assignee\":\"analyst-2\"}").status()).isEqualTo(200);
    assertThat(patch("analyst-2", alert, "{\"assignee\":\"nobody\"}").status()).isEqualTo(200);
    assertThat(now(alert).path("assignee").isNull()).isTrue();
  }

  @Test
  void whatWasAcknowledgedIsAlwaysSomebodys() {
    var alert = alertOfCustomer();

    patch("analyst-2", alert, "{\"status\":\"acknowledged\"}");

    assertThat(now(alert).path("assignee").asText()).isEqualTo("analyst-2");
    assertThat(patch("analyst-2", alert, "{\"assignee\":\"nobody\"}").status()).isEqualTo(409);
  }

  @Test
  void aRepeatedChangeChangesNothing() {
    var alert = alertOfCustomer();

    patch("analyst-1", alert, "{\"status\":\"acknowledged\"}");
    var again = patch("analyst-1", alert, "{\"status\":\"acknowledged\"}");

    assertThat(again.json().path("version").asInt()).isEqualTo(2);
  }

  @Test
  void auditorsReadAndOperationsSeeOnlyHowTriageDoes() {
    var alert = alertOfCustomer();

    assertThat(desk.get("auditor-1", path(alert)).status()).isEqualTo(200);
    assertThat(patch("auditor-1", alert, "{\"status\":\"acknowledged\"}").status()).isEqualTo(403);
    for (var deed : new String[] {"/case", "/attach", "/detach"}) {
      assertThat(desk.post("auditor-1", path(alert) + deed, "{}").status()).as(deed).isEqualTo(403);
    }
    assertThat(desk.post("auditor-1", "/api/v1/alerts/actions", "{}").status()).isEqualTo(403);
    assertThat(desk.get("ops-1", path(alert)).status()).isEqualTo(403);
    assertThat(desk.get("ops-1", "/api/v1/alerts").status()).isEqualTo(403);
    assertThat(desk.get("ops-1", "/api/v1/alerts/runs").status()).isEqualTo(200);
    assertThat(desk.post("analyst-1", path(alert) + "/detach", "{}").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "severity=loud, severity",
    "status=gone, status",
    "sort=colour, sort",
    "size=201, size",
    "page=-1, page"
  })
  void aFilterThatMakesNoSenseIsRefused(String query, String field) {
    var answer = desk.get("analyst-1", "/api/v1/alerts?" + query);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("field").asText()).isEqualTo(field);
  }

  @Test
  void anAlertThatIsNotThereIsMissing() {
    var nowhere = "/api/v1/alerts/" + UUID.randomUUID();

    assertThat(desk.get("analyst-1", nowhere).status()).isEqualTo(404);
    assertThat(desk.post("analyst-1", nowhere + "/case", "").status()).isEqualTo(404);
    assertThat(desk.call("analyst-1", "PATCH", nowhere, "{\"assignee\":\"me\"}").status())
        .isEqualTo(404);
  }

  // many at once

  @Test
  void ofManyAtOnceEachHasItsAnswer() {
    var fresh = alertOfCustomer();
    var done = alertOfCustomer();
    var unknown = UUID.randomUUID().toString();
    patch("analyst-1", done, "{\"status\":\"resolved\",\"reason\":\"duplicate\",\"note\":\"n\"}");

    var answer =
        desk.post(
            "analyst-1",
            "/api/v1/alerts/actions",
            """
            {"action":"resolve","reason":"information_only","note":"a drill",
             "alert_ids":["%s","%s","%s"]}
            """
                .formatted(
                    done.path("alert_id").asText(), unknown, fresh.path("alert_id").asText()));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("answers").findValuesAsText("status").stream())
        .contains("422", "404", "200");
    assertThat(answer.json().at("/answers/0/alert/resolution").asText()).isEqualTo("duplicate");
    assertThat(answer.json().at("/answers/1/rule").asText()).isEqualTo("does not exist");
    assertThat(now(fresh).path("resolution").asText()).isEqualTo("information_only");
    assertThat(now(fresh).path("note").asText()).isEqualTo("a drill");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"action\":\"resolve\",\"alert_ids\":[\"x\"]}|reason",
        "{\"action\":\"resolve\",\"alert_ids\":[\"x\"],\"reason\":\"duplicate\"}|note",
        "{\"action\":\"close\",\"alert_ids\":[\"x\"]}|action",
        "{\"action\":\"acknowledge\",\"alert_ids\":[]}|alert_ids",
        "{\"action\":\"acknowledge\",\"alert_ids\":[null]}|alert_ids",
        "{\"action\":\"acknowledge\"}|alert_ids"
      })
  void aWrongActionOnManyTouchesNone(String body, String field) {
    var answer = desk.post("analyst-1", "/api/v1/alerts/actions", body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.json().path("field").asText()).isEqualTo(field);
  }

  // what is seen

  @Test
  void theListShowsSubjectsWithoutNumbersAndTheDetailAllToThoseWhoWork() {
    var alert =
        triaged(
            """
            ,"customer_id":"%s","subject":"%s card 4111 1111 1111 1111","body":"call +27 82 555 0199"
            """
                .formatted(customer, XSS));

    assertThat(alert.path("subject").asText()).isEqualTo(XSS + " card […]");
    assertThat(alert.toString()).doesNotContain(customer);
    var whole = desk.get("analyst-1", path(alert));
    assertThat(whole.json().at("/payload/customer_id").asText()).isEqualTo(customer);
    assertThat(whole.json().at("/payload/body").asText()).contains("555 0199");
    assertThat(whole.json().path("destinations").findValuesAsText("").size()).isZero();
    assertThat(whole.json().path("destinations").toString()).contains("email:compliance-leads");
    assertThat(whole.json().path("sla_seconds").isNumber()).isTrue();
    var masked = desk.get("auditor-1", path(alert));
    assertThat(masked.body()).doesNotContain(customer, "555 0199", "4111");
    assertThat(masked.json().at("/payload/amount").asInt()).isEqualTo(60000);
    assertThat(masked.json().path("may")).isEmpty();
  }

  @Test
  void whoReadsWhatASourceSaidIsInTheTrail() {
    var alert = alertOfCustomer();

    desk.get("analyst-2", path(alert));

    var trail = desk.get("auditor-1", "/api/v1/audit?action=alert_read&actor=analyst-2").body();
    assertThat(trail).contains(alert.path("alert_id").asText()).doesNotContain(customer);
  }

  @Test
  void whatCameAgainSaysHowOften() {
    var alert = alertOfCustomer();
    var again =
        """
        {"external_id": "%s", "risk_score": 95.5, "amount": 60000, "currency": "USD",
         "country": "US", "created_at": "2026-11-20T09:59:00Z","customer_id":"%s"}
        """
            .formatted(alert.path("external_id").asText(), customer);
    desk.post("ops-1", "/api/v1/alerts/ingest?source=csv", again);
    desk.post("ops-1", "/api/v1/alerts/ingest?source=csv", again);

    var told = now(alert);

    assertThat(told.path("repeats").asInt()).isEqualTo(2);
    assertThat(told.path("seen")).hasSize(3);
    assertThat(told.at("/seen/0/duplicate").isNull()).isTrue();
    assertThat(told.at("/seen/2/duplicate").asText()).isEqualTo("exact");
  }

  @Test
  void whatBurnsIsOnTop() {
    var low = triaged(",\"customer_id\":\"%s\"".formatted(customer)).path("alert_id").asText();
    jdbc.sql("update alert set severity = 'LOW', urgency = 4 where alert_id = :id")
        .param("id", low)
        .update();
    var critical = alertOfCustomer().path("alert_id").asText();
    var done = alertOfCustomer();
    patch("analyst-1", done, "{\"status\":\"resolved\",\"reason\":\"duplicate\",\"note\":\"n\"}");
    for (var id : new String[] {low, critical, done.path("alert_id").asText()}) {
      jdbc.sql("update alert set assignee = 'queue-order' where alert_id = :id")
          .param("id", id)
          .update();
    }

    var all = desk.get("analyst-1", "/api/v1/alerts?sort=urgency&assignee=queue-order").json();
    var open =
        desk.get(
                "analyst-1",
                "/api/v1/alerts?sort=urgency&assignee=queue-order&status=unresolved&severity=low")
            .json();

    assertThat(all.path("items").findValuesAsText("alert_id"))
        .containsExactly(critical, low, done.path("alert_id").asText());
    assertThat(open.path("items").findValuesAsText("alert_id")).containsExactly(low);
    assertThat(open.path("total").asInt()).isOne();
    assertThat(all.path("totals").findValuesAsText("severity"))
        .containsExactly("CRITICAL", "HIGH", "MEDIUM", "LOW");
    assertThat(all.at("/totals/0/open").asInt()).isPositive();
  }

  // cases

  @Test
  void anAlertBecomesOneCaseHoweverOftenItIsAsked() {
    var alert = alertOfCustomer();
    var id = alert.path("alert_id").asText();

    var asked = desk.post("analyst-1", path(alert) + "/case", "", "If-Match", "\"1\"");
    var again = desk.post("analyst-1", path(alert) + "/case", "", "If-Match", "\"1\"");

    assertThat(asked.status()).as(asked.body()).isEqualTo(202);
    assertThat(asked.json().path("case_id").asText()).isEqualTo(id);
    assertThat(asked.response().headers().firstValue("location").orElseThrow())
        .isEqualTo("/api/v1/cases/" + id);
    assertThat(again.status()).isEqualTo(202);
    var review = desk.awaitReview(id);
    assertThat(review.at("/actor/user_id").asText()).isEqualTo(customer);
    assertThat(review.at("/alerts/0/alert_id").asText()).isEqualTo(id);
    assertThat(now(alert).path("status").asText()).isEqualTo("acknowledged");
    assertThat(now(alert).at("/belongs_to/case_id").asText()).isEqualTo(id);
    assertThat(
            jdbc.sql("select deliveries from inbox where event_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single())
        .isOne();
  }

  @Test
  void whateverASourceSaysItsAlertCanBecomeACase() {
    var alert =
        triaged(
            ",\"amount\":-98765432109876543210.123456789,\"customer_id\":\"%s\""
                .formatted("c\\t".repeat(90)));

    desk.post("analyst-1", path(alert) + "/case", "");

    var review = desk.awaitReview(alert.path("alert_id").asText());
    assertThat(desk.get("lead-1", "/api/v1/cases/" + review.path("case_id").asText()).body())
        .contains("\"amount\":999999999999999.9999");
    assertThat(review.at("/actor/user_id").asText()).startsWith("alert:");
  }

  @Test
  void aPaymentThatWentItsWayIsLookedAtWhenSomebodyAsks() {
    var body =
        "{\"sender_id\":\"%s\",\"receiver_id\":\"r-9\",\"amount_zar\":300000}".formatted(customer);
    var id =
        desk.post("decision-service", "/api/v1/transactions", body)
            .json()
            .path("transaction_id")
            .asText();
    desk.awaitReview(id);
    // A payment of an account that is locked already is no case by itself.
    var twin = UUID.randomUUID().toString();
    jdbc.sql("create table twin as select * from payment where transaction_id = :id")
        .param("id", id)
        .update();
    jdbc.sql(
            "update twin set transaction_id = :twin, case_id = null, request_key = null,"
                + " external_key = null")
        .param("twin", twin)
        .update();
    jdbc.sql("insert into payment select * from twin").update();
    jdbc.sql("drop table twin").update();
    jdbc.sql("create table twin as select * from payment_decision where transaction_id = :id")
        .param("id", id)
        .update();
    jdbc.sql("update twin set transaction_id = :twin").param("twin", twin).update();
    jdbc.sql("insert into payment_decision select * from twin").update();
    jdbc.sql("drop table twin").update();
    var alert = desk.get("analyst-1", "/api/v1/alerts?q=" + id).json().at("/items/0");
    assertThat(alert.path("case_id").asText()).isEqualTo(id);
    jdbc.sql("update alert set transaction_id = :twin, case_id = null where alert_id = :id")
        .param("twin", twin)
        .param("id", alert.path("alert_id").asText())
        .update();

    var asked = desk.post("analyst-1", path(alert) + "/case", "");

    assertThat(asked.status()).as(asked.body()).isEqualTo(202);
    assertThat(asked.json().path("case_id").asText()).isEqualTo(twin);
    assertThat(desk.awaitReview(twin).at("/actor/user_id").asText()).isEqualTo(customer);
  }

  @Test
  void whenTheCaseIsDecidedItsAlertsAreResolvedWithItsOutcome() {
    var first = alertOfCustomer();
    var caseId = first.path("alert_id").asText();
    desk.post("analyst-1", path(first) + "/case", "");
    desk.awaitReview(caseId);
    var second = alertOfCustomer();
    assertThat(attach("lead-1", second, caseId, "").status()).isEqualTo(200);

    var decided =
        desk.post(
            desk.owner(caseId),
            "/api/v1/cases/" + caseId + "/resolution",
            "{\"decision\":\"legit\",\"reason_code\":\"travel\"}");

    assertThat(decided.status()).as(decided.body()).isEqualTo(200);
    for (var alert : new JsonNode[] {first, second}) {
      assertThat(now(alert).path("status").asText()).isEqualTo("resolved");
      assertThat(now(alert).path("resolution").asText()).isEqualTo("legit");
    }
    var late = alertOfCustomer();
    var refused = attach("lead-1", late, caseId, "");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("rule").asText()).isEqualTo("must be an open case");
    var detached = desk.post("lead-1", path(second) + "/detach", "{\"reason\":\"wrong\"}");
    assertThat(detached.status()).isEqualTo(409);
  }

  @Test
  void anAlertIsPutToACaseOfTheSameCustomerAlone() {
    var id = TestEvents.id();
    caseOf(TestEvents.mediumRisk(id), id);
    var other = TestEvents.id();
    desk.open(other, TestEvents.mediumRisk(other));
    var alert = alertOfCustomer();

    assertThat(now(alert).path("open_cases").findValuesAsText("case_id")).containsExactly(id);
    var wrong = attach("analyst-1", alert, other, "");
    assertThat(wrong.status()).as(wrong.body()).isEqualTo(422);
    assertThat(wrong.json().path("field").asText()).isEqualTo("case_id");
    var right = attach("analyst-1", alert, id, ",\"note\":\"same evening\"");
    assertThat(right.status()).as(right.body()).isEqualTo(200);
    assertThat(right.json().path("status").asText()).isEqualTo("acknowledged");
    assertThat(attach("analyst-1", alert, id, "").status()).as("again").isEqualTo(200);

    var shown = desk.get("analyst-1", "/api/v1/cases/" + id).json();
    assertThat(shown.at("/alerts/0/alert_id").asText()).isEqualTo(alert.path("alert_id").asText());
    assertThat(shown.path("notes").findValuesAsText("text")).containsExactly("same evening");
    var timeline = desk.get("analyst-1", "/api/v1/cases/" + id + "/timeline").body();
    assertThat(timeline).contains("alert_attached").doesNotContain(customer, "same evening");
    assertThat(desk.post("analyst-1", path(alert) + "/case", "").status()).isEqualTo(409);
    assertThat(attach("lead-1", alert, other, "").status()).isEqualTo(409);
  }

  @Test
  void aCaseOfAnotherQueueDoesNotExistForWhoAttaches() {
    var id = TestEvents.id();
    caseOf(TestEvents.kyc(id), id);
    var alert = alertOfCustomer();

    assertThat(attach("analyst-1", alert, id, "").status()).isEqualTo(404);
    assertThat(attach("analyst-1", alert, UUID.randomUUID().toString(), "").status())
        .isEqualTo(404);
    assertThat(desk.get("analyst-1", path(alert)).json().path("open_cases")).isEmpty();
    assertThat(attach("analyst-kyc", alert, id, "").status()).isEqualTo(200);
    assertThat(desk.get("analyst-1", path(alert)).json().path("belongs_to").isNull()).isTrue();
  }

  @Test
  void anAlertThatNamesNobodyNeedsANoteThatSaysWhyItBelongs() {
    var id = TestEvents.id();
    caseOf(TestEvents.mediumRisk(id), id);
    var alert = triaged("");

    assertThat(attach("analyst-1", alert, id, "").json().path("field").asText()).isEqualTo("note");
    assertThat(attach("analyst-1", alert, id, ",\"note\":\"same device\"").status()).isEqualTo(200);
  }

  @Test
  void aLeadTakesAnAlertOutOfACaseWithAReason() {
    var id = TestEvents.id();
    caseOf(TestEvents.mediumRisk(id), id);
    var alert = alertOfCustomer();
    var own = alertOfCustomer();
    desk.post("analyst-1", path(own) + "/case", "");
    attach("analyst-1", alert, id, "");

    assertThat(desk.post("lead-1", path(alert) + "/detach", "{}").status()).isEqualTo(422);
    var detached = desk.post("lead-1", path(alert) + "/detach", "{\"reason\":\"a namesake\"}");

    assertThat(detached.status()).as(detached.body()).isEqualTo(200);
    assertThat(detached.json().path("case_id").isNull()).isTrue();
    assertThat(desk.get("lead-1", "/api/v1/cases/" + id).json().path("alerts")).isEmpty();
    assertThat(desk.get("lead-1", "/api/v1/cases/" + id + "/timeline").body())
        .contains("alert_detached");
    assertThat(desk.post("lead-1", path(own) + "/detach", "{\"reason\":\"x\"}").status())
        .isEqualTo(409);
    assertThat(desk.post("lead-1", path(alert) + "/detach", "{\"reason\":\"x\"}").status())
        .isEqualTo(409);
  }

  @Test
  void theBundleHoldsTheAlertsOfTheCaseAndWithholdsWhatIsPersonal() throws Exception {
    var alert = triaged(",\"customer_id\":\"%s\",\"subject\":\"odd transfer\"".formatted(customer));
    var id = alert.path("alert_id").asText();
    desk.post("analyst-1", path(alert) + "/case", "");
    desk.awaitReview(id);
    desk.post(
        desk.owner(id),
        "/api/v1/cases/" + id + "/resolution",
        "{\"decision\":\"legit\",\"reason_code\":\"travel\"}");
    var bundles = "/api/v1/cases/" + id + "/bundles";
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> desk.get("auditor-1", bundles + "/1?profile=full").status() == 200);

    assertThat(BundledFile.of(desk, bundles + "/1?profile=full", "alerts/alerts.json"))
        .contains(customer, "odd transfer", "\"severity\"");
    assertThat(BundledFile.of(desk, bundles + "/1?profile=redacted", "alerts/alerts.json"))
        .doesNotContain(customer, "odd transfer")
        .contains("\"severity\"", "commitment");
  }
}
