package io.casework.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.CaseworkTest;
import io.casework.TestClock;
import io.casework.TestDesk;
import io.casework.core.CaseId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** From a signal to a locked account, and back again when the case proves legit. */
@CaseworkTest
class ProtectiveActionTests {

  @Autowired TestDesk desk;
  @Autowired SimulatedOutage outage;
  @Autowired Actions actions;
  @Autowired JdbcClient jdbc;
  @Autowired RuntimeService processes;
  @Autowired ProtectiveActions protective;
  @Autowired TransactionTemplate transaction;

  private final String event = "hack-" + UUID.randomUUID();
  private final String customer = "cust-" + UUID.randomUUID();
  private final String caseId =
      UUID.nameUUIDFromBytes(("signal:" + event).getBytes(StandardCharsets.UTF_8)).toString();
  private final String key = "signal:" + caseId;

  @BeforeEach
  void roomOnEveryDesk() {
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
  }

  @AfterEach
  void everythingIsUp() {
    outage.set(SimulatedOutage.Mode.NONE);
  }

  @Test
  void aSystemThatIsAwayIsAskedAgainAndTheAnswerSaysSo() {
    outage.set(SimulatedOutage.Mode.AWAY);

    var answer = signal(99);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("next_action").asText()).isEqualTo("freeze_account_immediate");
    assertThat(answer.json().path("execution_log").asText())
        .contains("LOCK for account " + customer, "is being tried again", "not available");
    assertThat(account().path("locked").asBoolean()).isFalse();

    outage.set(SimulatedOutage.Mode.NONE);
    TestClock.advance(Duration.ofSeconds(30));

    await().untilAsserted(() -> assertThat(account().path("locked").asBoolean()).isTrue());
    assertThat(line().path("attempts").asInt()).isEqualTo(2);
    assertThat(signal(99).body()).as("the same answer").isEqualTo(answer.body());
  }

  @Test
  void aSystemThatStaysAwayEndsAsAnIncident() {
    outage.set(SimulatedOutage.Mode.AWAY);
    signal(99);

    // A try is counted before it is made, and due again from its end on: no one step of the clock
    // is sure to be the last that is needed.
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              TestClock.advance(Duration.ofMinutes(40));
              assertThat(incidents()).isEqualTo(1);
            });

    assertThat(line().path("attempts").asInt()).isEqualTo(5);
    assertThat(line().path("state").asText()).isEqualTo("failed");
    assertThat(kinds()).contains("action_requested", "action_failed");
  }

  @Test
  void aRefusalIsAnIncidentAtOnce() {
    outage.set(SimulatedOutage.Mode.REFUSING);

    var answer = signal(99);

    assertThat(answer.json().path("execution_log").asText()).contains("refused");
    await().untilAsserted(() -> assertThat(incidents()).isEqualTo(1));
    assertThat(line().path("attempts").asInt()).isEqualTo(1);
  }

  @Test
  void anAnswerThatWasLostMakesNoSecondLock() {
    outage.set(SimulatedOutage.Mode.ANSWER_LOST);
    signal(99);
    outage.set(SimulatedOutage.Mode.NONE);

    TestClock.advance(Duration.ofSeconds(30));

    await().untilAsserted(() -> assertThat(line().path("state").asText()).isEqualTo("done"));
    assertThat(account().path("history")).hasSize(1);
    assertThat(account().path("history").path(0).path("calls").asInt()).isEqualTo(2);
  }

  @Test
  void aStepThatRunsAgainAfterItsReceiptCallsNobody() {
    signal(99);

    actions.carryOut(key);

    assertThat(account().path("history").path(0).path("calls").asInt()).isEqualTo(1);
  }

  @Test
  @Tag("S0-02")
  @Tag("S0-08")
  @Tag("S0-27")
  void aFreezeLocksTheAccountAndLegitUnlocksItOnce() {
    var answer = signal(99);

    assertThat(answer.json().path("execution_log").asText())
        .matches(
            "LOCK sent to core banking \\(simulator\\) for account "
                + customer
                + "\\. Latency: \\d+ms");
    assertThat(account().path("locked").asBoolean()).isTrue();
    assertThat(account().path("locked_by").path(0).asText()).isEqualTo(key);

    decide("legit", "travel");

    await().untilAsserted(() -> assertThat(account().path("locked").asBoolean()).isFalse());
    await().untilAsserted(() -> assertThat(line().path("state").asText()).isEqualTo("undone"));
    assertThat(line().path("undone_at").isNull()).isFalse();
    await().untilAsserted(() -> assertThat(waiting()).isZero());
    assertThat(kinds()).containsOnlyOnce("action_requested", "action_done", "action_undone");
  }

  @Test
  void aCaseThatWasFraudFirstAndIsReopenedUnlocksWhenItEndsLegit() {
    signal(99);
    decide("confirm_fraud", "account_takeover");
    assertThat(account().path("locked").asBoolean()).isTrue();
    assertThat(waiting()).isEqualTo(1);
    desk.post("lead-1", "/api/v1/cases/" + caseId + "/reopen", "{\"note\":\"look again\"}");
    desk.awaitCase(caseId, now -> now.path("round").asInt() == 2 && !now.path("assignee").isNull());

    decide("legit", "travel");

    await().untilAsserted(() -> assertThat(account().path("locked").asBoolean()).isFalse());
    await().untilAsserted(() -> assertThat(kinds()).containsOnlyOnce("action_undone"));

    desk.post("lead-1", "/api/v1/cases/" + caseId + "/reopen", "{\"note\":\"and again\"}");
    desk.awaitCase(caseId, now -> now.path("round").asInt() == 3 && !now.path("assignee").isNull());
    decide("legit", "travel");
    assertThat(kinds()).containsOnlyOnce("action_undone");
  }

  @Test
  void anUnlockThatFailsIsTriedAgain() {
    signal(99);
    review();
    outage.set(SimulatedOutage.Mode.AWAY);
    decide("legit", "travel");
    await()
        .untilAsserted(() -> assertThat(line().path("failure").asText()).contains("not available"));
    assertThat(line().path("state").asText()).isEqualTo("done");

    outage.set(SimulatedOutage.Mode.NONE);
    TestClock.advance(Duration.ofSeconds(10));

    await().untilAsserted(() -> assertThat(account().path("locked").asBoolean()).isFalse());
  }

  @Test
  void aCaseDecidedLegitWhileTheLockIsStillTriedEndsUnlocked() {
    outage.set(SimulatedOutage.Mode.ANSWER_LOST);
    signal(99);
    decide("legit", "travel");
    outage.set(SimulatedOutage.Mode.NONE);

    TestClock.advance(Duration.ofSeconds(30));

    await().untilAsserted(() -> assertThat(line().path("state").asText()).isEqualTo("undone"));
    assertThat(account().path("locked").asBoolean()).isFalse();
  }

  @Test
  void anActionThatComesAfterTheCaseProvedLegitIsNotSent() {
    signal(65);
    decide("legit", "travel");
    var late =
        new ProtectiveActions.Request(
            "late:" + caseId,
            NextAction.FREEZE_ACCOUNT,
            customer,
            new CaseId(caseId),
            "late",
            Map.of());

    transaction.executeWithoutResult(status -> protective.request(late));
    transaction.executeWithoutResult(status -> protective.request(late));

    await()
        .untilAsserted(
            () ->
                assertThat(protective.outcome(late.key()).log())
                    .contains("was not sent: the case was decided before"));
    assertThat(account().path("locked").asBoolean()).isFalse();
    assertThat(log()).hasSize(2);
  }

  @Test
  void whatIsRolledBackWasNeverAskedFor() {
    var request =
        new ProtectiveActions.Request(
            "rolled:" + caseId, NextAction.FREEZE_ACCOUNT, customer, null, "test", Map.of());

    transaction.executeWithoutResult(
        status -> {
          protective.request(request);
          status.setRollbackOnly();
        });

    assertThat(log()).isEmpty();
    assertThat(protective.carryOut(request).done()).isTrue();
    assertThat(protective.carryOut(request).log()).contains("LOCK sent");
    assertThat(account().path("history").path(0).path("calls").asInt()).isEqualTo(1);
  }

  @Test
  void aLockOfAnotherCaseStays() {
    signal(99);
    var other = "hack-" + UUID.randomUUID();
    assertThat(desk.post("decision-service", "/event", body(other, 99)).status()).isEqualTo(200);
    assertThat(account().path("locked_by")).hasSize(2);

    decide("legit", "travel");

    await().untilAsserted(() -> assertThat(account().path("locked_by")).hasSize(1));
    assertThat(account().path("locked").asBoolean()).isTrue();
  }

  @Test
  void aSignalThatIsRepeatedActsOnce() {
    var first = signal(99);
    var second = signal(99);

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(account().path("history").path(0).path("calls").asInt()).isEqualTo(1);
    assertThat(log()).hasSize(1);
  }

  @Test
  void aSignalThatArrivesTwiceAtOneMomentActsOnce() throws Exception {
    var callers = Executors.newFixedThreadPool(8);
    try {
      Callable<TestDesk.Answer> call = () -> signal(99);
      var answers =
          callers.invokeAll(List.of(call, call, call, call, call, call, call, call)).stream()
              .map(
                  answer -> {
                    try {
                      return answer.get();
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  })
              .toList();

      assertThat(answers).extracting(TestDesk.Answer::status).containsOnly(200);
      assertThat(answers).extracting(TestDesk.Answer::body).containsOnly(answers.get(0).body());
      assertThat(answers.get(0).body()).contains("LOCK sent");
      assertThat(account().path("history").path(0).path("calls").asInt()).isEqualTo(1);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void afterAVeryLongTimeTheActionStands() {
    signal(99);

    TestClock.advance(Duration.ofDays(181));

    await().untilAsserted(() -> assertThat(waiting()).isZero());
    assertThat(account().path("locked").asBoolean()).isTrue();
  }

  @Test
  @Tag("X-19")
  void nothingPersonalLiesInTheEngineOrTheAudit() {
    outage.set(SimulatedOutage.Mode.AWAY);
    signal(99);

    assertThat(
            jdbc.sql(
                    """
                    select count(*) from act_ru_variable where text_ like :customer
                    union all select count(*) from act_ru_job where exception_msg_ like :customer
                    union all select count(*) from audit_event where facts like :customer
                    """)
                .param("customer", "%" + customer + "%")
                .query(Integer.class)
                .list())
        .containsOnly(0);
  }

  private TestDesk.Answer signal(int score) {
    return desk.post("decision-service", "/event", body(event, score));
  }

  private String body(String id, int score) {
    return """
        {"event_id":"%s","event_type":"transaction_fraud_detected",
         "source_system":"ai_risk_engine","customer_id":"%s","metadata":{"risk_score":%d}}
        """
        .formatted(id, customer, score);
  }

  private JsonNode review() {
    return desk.awaitCase(
        caseId,
        found -> !found.path("assignee").isMissingNode() && !found.path("assignee").isNull());
  }

  private void decide(String decision, String reason) {
    var assignee = review().path("assignee").asText();
    var answer =
        desk.post(
            assignee,
            "/api/v1/cases/" + caseId + "/resolution",
            "{\"decision\":\"%s\",\"reason_code\":\"%s\",\"note\":\"called\"}"
                .formatted(decision, reason));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private JsonNode account() {
    return desk.get("ops-1", "/api/v1/actions/simulator/accounts/" + customer).json();
  }

  private JsonNode log() {
    return desk.get("ops-1", "/api/v1/actions?customer_id=" + customer).json();
  }

  private JsonNode line() {
    return desk.get("lead-1", "/api/v1/actions?case_id=" + caseId).json().path(0);
  }

  private List<String> kinds() {
    return jdbc.sql("select kind from audit_event where case_id = :id order by seq")
        .param("id", caseId)
        .query(String.class)
        .list();
  }

  private long incidents() {
    return jdbc.sql(
            """
            select count(*) from act_ru_incident i join act_ru_execution e
              on e.id_ = i.proc_inst_id_ where e.business_key_ = :id
            """)
        .param("id", caseId)
        .query(Long.class)
        .single();
  }

  private long waiting() {
    return processes
        .createProcessInstanceQuery()
        .processDefinitionKey("protective-action")
        .processInstanceBusinessKey(caseId)
        .count();
  }
}
