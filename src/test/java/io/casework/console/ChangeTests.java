package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A change of state says by field what was before and what is after, and what decided it. */
@CaseworkTest
class ChangeTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  private final String id = TestEvents.id();
  private final String address = "/api/v1/cases/" + id;

  @BeforeEach
  void roomOnEveryDesk() {
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
  }

  @Test
  @Tag("S2-81")
  void everyFieldThatChangedIsThereAndNoOther() {
    desk.open(id, TestEvents.kyc(id));

    desk.post("lead-1", address + "/assign", "{\"assignee\":\"senior-2\"}");

    var facts = last("case_assigned");
    assertThat(change(facts, "assignee")).containsExactly("analyst-kyc", "senior-2");
    assertThat(facts.has("queue_group")).isFalse();
    assertThat(facts.has("status")).isFalse();
  }

  @Test
  @Tag("S2-13")
  void anEscalationTellsLevelPriorityTimeAndThePolicysRow() {
    desk.open(id, TestEvents.kyc(id));

    desk.post("analyst-kyc", address + "/escalate", "");

    var facts = last("case_escalated");
    assertThat(change(facts, "status")).containsExactly("in_review", "escalated");
    assertThat(change(facts, "escalation_level")).containsExactly("0", "1");
    assertThat(facts.path("due_at").path("before").asText()).endsWith("Z");
    var policy = facts.path("tables").path("sla-policy");
    assertThat(policy.path("version").asInt()).isPositive();
    assertThat(policy.path("rows")).hasSize(1);
    assertThat(policy.path("inputs").path("Escalation level").asInt()).isEqualTo(1);
    assertThat(facts.path("tables").has("case-routing")).isFalse();
  }

  @Test
  void aDecisionAndAReopeningSayWhatTheyReplaced() {
    desk.open(id, TestEvents.kyc(id));
    desk.post(
        "analyst-kyc",
        address + "/resolution",
        "{\"decision\":\"confirm_fraud\",\"reason_code\":\"synthetic_identity\",\"note\":\"forged\"}");
    desk.post("lead-1", address + "/reopen", "{\"note\":\"customer called\"}");

    var resolved = last("case_resolved");
    assertThat(change(resolved, "outcome")).containsExactly("null", "confirm_fraud");
    assertThat(resolved.path("decision").asText()).isEqualTo("confirm_fraud");
    var reopened = last("case_reopened");
    assertThat(change(reopened, "outcome")).containsExactly("confirm_fraud", "null");
    assertThat(change(reopened, "round")).containsExactly("1", "2");
  }

  @Test
  void theReasonOfAPauseIsANoteAndNotInTheTrail() {
    desk.open(id, TestEvents.kyc(id));

    desk.post("analyst-kyc", address + "/pause", "{\"reason\":\"rang Ms Molefe at home\"}");

    var facts = last("clock_paused");
    assertThat(facts.toString()).doesNotContain("Molefe");
    var note = desk.get("analyst-kyc", address + "/notes").json().path(0);
    assertThat(note.path("text").asText()).isEqualTo("rang Ms Molefe at home");
    assertThat(facts.path("note_id").asText()).isEqualTo(note.path("note_id").asText());
  }

  @Test
  @Tag("S2-18")
  void aRoutedCaseNamesTheRowsOfBothTablesWithWhatWentInAndCameOut() {
    desk.open(id, TestEvents.highRisk(id));

    var tables = last("case_routed").path("tables");

    var routing = tables.path("case-routing");
    assertThat(routing.path("rows").path(0).asText()).matches("[1-9][0-9]* highScore");
    assertThat(routing.path("inputs").path("Score").asDouble()).isEqualTo(0.91);
    assertThat(routing.path("outputs").path("route").asText()).isEqualTo("high-risk");
    assertThat(tables.path("sla-policy").path("outputs").has("dueHours")).isTrue();
  }

  @Test
  void aCaseThatIsClearedNamesTheRowThatClearedIt() {
    desk.send(TestEvents.unsuspicious(id));
    desk.awaitCase(id, found -> found.path("status").asText().equals("closed"));

    var facts = last("case_auto_cleared");

    assertThat(facts.path("tables").path("case-routing").path("rows")).hasSize(1);
    assertThat(change(facts, "status")).containsExactly("open", "closed");
  }

  @Test
  void aProtectiveActionNamesTheRowThatChoseIt() {
    var answer =
        desk.post(
            "decision-service",
            "/event",
            """
            {"event_id":"%s","event_type":"transaction_fraud_detected","source_system":"ai",
             "customer_id":"c-1","metadata":{"risk_score":99}}
            """
                .formatted("row-" + id));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    var found =
        jdbc.sql("select facts from audit_event where kind = 'action_requested' order by seq desc")
            .query(String.class)
            .list();
    assertThat(found.get(0)).contains("\"next-best-action\"", "\"rows\"");
  }

  private JsonNode last(String kind) {
    return new Trail(jdbc).last(kind, id).facts();
  }

  private static List<String> change(JsonNode facts, String field) {
    var change = facts.path(field);
    return List.of(change.path("before").asText(), change.path("after").asText());
  }
}
