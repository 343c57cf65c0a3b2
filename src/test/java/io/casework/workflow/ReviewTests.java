package io.casework.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.CaseworkTest;
import io.casework.TestClock;
import io.casework.TestDesk;
import io.casework.TestEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Assignment, clock, escalation, decision, reopening: as people and time drive them. */
@CaseworkTest
class ReviewTests {

  private static final String CASES = "/api/v1/cases/";

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  @Value("${casework.notification.dry-run-file}")
  Path notices;

  private final String id = TestEvents.id();

  @BeforeEach
  void roomOnEveryDesk() {
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
  }

  @Test
  @Tag("S2-60")
  @Tag("S2-61")
  @Tag("S2-62")
  void aCaseGoesToSomebodyWithTheSkillAndTheyAreTold() {
    var found = desk.open(id, TestEvents.kyc(id));

    assertThat(found.path("assignee").asText()).isEqualTo("analyst-kyc");
    assertThat(found.path("status").asText()).isEqualTo("in_review");
    assertNotice("case_assigned", "user:analyst-kyc", "/cases/" + id);
  }

  @Test
  void theLeastLoadedAnalystGetsTheNextCase() {
    var other = TestEvents.id();
    var first = desk.open(id, TestEvents.mediumRisk(id)).path("assignee").asText();

    var second = desk.open(other, TestEvents.mediumRisk(other)).path("assignee").asText();

    assertThat(List.of(first, second)).containsExactlyInAnyOrder("analyst-1", "analyst-2");
  }

  @Test
  void nobodyFreeLeavesTheCaseInItsGroupsQueue() {
    jdbc.sql("update analyst set available = false where level = 0").update();

    var found = desk.open(id, TestEvents.mediumRisk(id));

    assertThat(found.path("assignee").isNull()).isTrue();
    assertThat(found.path("queue_group").asText()).isEqualTo("analysts");
    assertThat(found.path("status").asText()).isEqualTo("open");
  }

  @Test
  @Tag("S2-64")
  void theAnalystIsRemindedOnceAtThreeQuartersOfTheTime() {
    desk.open(id, TestEvents.kyc(id));

    TestClock.advance(Duration.ofHours(6).plusSeconds(5));

    assertNotice("sla_due_soon", "user:analyst-kyc", id);
    assertThat(get().path("breached_at").isNull()).isTrue();
    assertThat(get().path("escalation_level").asInt()).isZero();
  }

  @Test
  @Tag("S2-65")
  @Tag("S2-77")
  @Tag("S2-79")
  @Tag("S2-80")
  @Tag("S2-81")
  @Tag("S2-119")
  void aMediumCasePastItsDueTimeIsEscalatedOnce() {
    desk.open(id, TestEvents.mediumRisk(id));

    TestClock.advance(Duration.ofHours(8).plusSeconds(5));

    var escalated = desk.awaitCase(id, now -> now.path("escalation_level").asInt() == 1);
    assertThat(escalated.path("status").asText()).isEqualTo("escalated");
    assertThat(escalated.path("assignee").asText()).startsWith("senior-");
    assertThat(escalated.path("breached_at").isNull()).isFalse();
    assertNotice("case_escalated", "channel:soc", id);
    assertThat(kinds()).containsOnlyOnce("sla_breached", "case_escalated", "snapshot_requested");
    assertThat(
            jdbc.sql("select reason from case_snapshot where case_id = :id")
                .param("id", id)
                .query(String.class)
                .list())
        .containsExactly("sla_breach");
  }

  @Test
  @Tag("X-18")
  void aSecondBreachGoesToTheLead() {
    desk.open(id, TestEvents.mediumRisk(id));
    TestClock.advance(Duration.ofHours(8).plusSeconds(5));
    desk.awaitCase(id, now -> now.path("escalation_level").asInt() == 1);

    TestClock.advance(Duration.ofHours(4).plusSeconds(5));

    var escalated = desk.awaitCase(id, now -> now.path("escalation_level").asInt() == 2);
    assertThat(escalated.path("assignee").asText()).isEqualTo("lead-1");
  }

  @Test
  @Tag("X-18")
  void withoutAFreeSeniorTheLeadGetsItAtOnce() {
    jdbc.sql("update analyst set available = false where level = 1").update();
    desk.open(id, TestEvents.mediumRisk(id));

    TestClock.advance(Duration.ofHours(8).plusSeconds(5));

    var escalated = desk.awaitCase(id, now -> now.path("escalation_level").asInt() == 2);
    assertThat(escalated.path("assignee").asText()).isEqualTo("lead-1");
  }

  @Test
  @Tag("X-15")
  void aDueTimeInThePastBreachesOnceAndAtOnce() throws IOException {
    desk.send(TestEvents.dueAt(TestEvents.highRisk(id), Instant.parse("2026-11-01T00:00:00Z")));

    desk.awaitCase(id, now -> now.path("escalation_level").asInt() == 1);

    assertThat(kinds()).containsOnlyOnce("sla_breached", "case_escalated");
    assertThat(noticesOf("sla_due_soon")).isEmpty();
  }

  @Test
  void anAnalystCanAskForHelpBeforeTheBreach() {
    desk.open(id, TestEvents.kyc(id));

    var answer = desk.post("analyst-kyc", CASES + id + "/escalate", "");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(get().path("assignee").asText()).isEqualTo("senior-2");
    assertThat(get().path("breached_at").isNull()).isTrue();
  }

  @Test
  void aPausedClockNeitherRemindsNorBreachesAndRunsOnWithWhatWasLeft() {
    var before = desk.open(id, TestEvents.kyc(id));
    desk.post("analyst-kyc", CASES + id + "/pause", "{\"reason\":\"asked the customer\"}");
    TestClock.advance(Duration.ofHours(20));

    var resumed = desk.post("analyst-kyc", CASES + id + "/resume", "");

    assertThat(resumed.status()).as(resumed.body()).isEqualTo(200);
    assertThat(resumed.json().path("status").asText()).isEqualTo("in_review");
    assertThat(kinds()).doesNotContain("sla_breached");
    var moved =
        Duration.between(
            Instant.parse(before.path("due_at").asText()),
            Instant.parse(resumed.json().path("due_at").asText()));
    assertThat(moved).isBetween(Duration.ofHours(20), Duration.ofHours(20).plusMinutes(1));

    TestClock.advance(Duration.ofHours(8).plusSeconds(5));
    desk.awaitCase(id, now -> now.path("escalation_level").asInt() == 1);
  }

  @Test
  @Tag("S2-78")
  void theSecondReopeningEscalates() {
    desk.open(id, TestEvents.kyc(id));
    decide("analyst-kyc");
    assertThat(desk.post("qa-1", CASES + id + "/reopen", "{\"note\":\"look again\"}").status())
        .isEqualTo(200);
    var second =
        desk.awaitCase(id, now -> now.path("round").asInt() == 2 && !now.path("assignee").isNull());
    assertThat(second.path("assignee").asText()).isEqualTo("analyst-kyc");
    decide("analyst-kyc");

    desk.post("lead-1", CASES + id + "/reopen", "{\"note\":\"and again\"}");

    var third = desk.awaitCase(id, now -> now.path("escalation_level").asInt() == 1);
    assertThat(third.path("round").asInt()).isEqualTo(3);
    assertThat(third.path("assignee").asText()).isEqualTo("senior-2");
    decide("senior-2");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                "select supersedes from label where case_id = :id and feedback_id = :f")
                            .param("id", id)
                            .param("f", id + ":3")
                            .query(String.class)
                            .single())
                    .isEqualTo(id + ":2"));
  }

  @Test
  void reopeningTakesANote() {
    desk.open(id, TestEvents.kyc(id));
    decide("analyst-kyc");

    var answer = desk.post("lead-1", CASES + id + "/reopen", "{\"note\":\" \"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("field").asText()).isEqualTo("note");
  }

  @Test
  void anOverrideTakesANote() {
    desk.open(id, TestEvents.kyc(id).replace("\"challenge\"", "\"block\""));

    var answer =
        desk.post(
            "analyst-kyc",
            CASES + id + "/resolution",
            "{\"decision\":\"legit\",\"reason_code\":\"travel\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("detail").asText()).contains("note", "overrides");
    assertThat(get().path("status").asText()).isEqualTo("in_review");
  }

  @Test
  void onlyTheOwnerDecides() {
    desk.open(id, TestEvents.kyc(id));

    var answer = desk.post("senior-2", CASES + id + "/resolution", decision());

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().path("current").path("assignee").asText()).isEqualTo("analyst-kyc");
  }

  @Test
  void aDecidedCaseCannotBeDecidedAgain() {
    desk.open(id, TestEvents.kyc(id));
    decide("analyst-kyc");

    var answer = desk.post("analyst-kyc", CASES + id + "/resolution", decision());

    assertThat(answer.status()).isEqualTo(409);
  }

  @Test
  void anOutdatedVersionConflicts() {
    desk.open(id, TestEvents.kyc(id));

    var answer =
        desk.post("analyst-kyc", CASES + id + "/resolution", decision(), "If-Match", "\"1\"");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().path("current").path("version").asInt()).isEqualTo(3);
  }

  @Test
  @Tag("S2-66")
  void theStatusWebhookLeadsThroughTheWholeReview() {
    jdbc.sql("update analyst set available = false where level = 0").update();
    desk.open(id, TestEvents.mediumRisk(id));
    var status = CASES + id + "/status";

    assertThat(desk.post("analyst-1", status, "{\"status\":\"in_review\"}").status())
        .isEqualTo(200);
    assertThat(
            desk.post("analyst-1", status, "{\"status\":\"awaiting_customer\",\"note\":\"call\"}")
                .json()
                .path("paused")
                .asBoolean())
        .isTrue();
    assertThat(desk.post("analyst-1", status, "{\"status\":\"in_review\"}").status())
        .isEqualTo(200);
    var closed =
        desk.post(
            "analyst-1",
            status,
            "{\"status\":\"closed\",\"decision\":\"legit\",\"reason_code\":\"travel\"}");

    assertThat(closed.status()).as(closed.body()).isEqualTo(200);
    assertThat(closed.json().path("status").asText()).isEqualTo("closed");
  }

  @Test
  @Tag("X-19")
  void nothingPersonalLiesInTheEngine() {
    desk.open(id, TestEvents.kyc(id));
    decide("analyst-kyc");

    var texts =
        jdbc.sql("select text_ from act_hi_varinst union all select text_ from act_ru_variable")
            .query(String.class)
            .list();
    assertThat(String.join("|", texts.stream().filter(text -> text != null).toList()))
        .doesNotContain("u-" + id, "203.0.113.77", "d-5f1c", "Kite", "as seen in the papers");
    assertThat(
            jdbc.sql("select count(*) from act_hi_detail where text_ like '%as seen%'")
                .query(Integer.class)
                .single())
        .isZero();
  }

  private void decide(String user) {
    var answer = desk.post(user, CASES + id + "/resolution", decision());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static String decision() {
    return """
        {"decision":"confirm_fraud","reason_code":"account_takeover","note":"as seen in the papers"}
        """;
  }

  private JsonNode get() {
    return desk.get("lead-1", CASES + id).json();
  }

  private List<String> kinds() {
    return desk.get("lead-1", CASES + id + "/timeline").json().findValuesAsText("kind");
  }

  private void assertNotice(String kind, String audience, String text) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(noticesOf(kind))
                    .as(kind)
                    .hasSize(2) // two channels, each once
                    .doesNotHaveDuplicates()
                    .allSatisfy(line -> assertThat(line).contains("\"" + audience + "\"", text)));
  }

  private List<String> noticesOf(String kind) throws IOException {
    return Files.exists(notices)
        ? Files.readAllLines(notices).stream()
            .filter(line -> line.contains(id) && line.contains("\"" + kind + "\""))
            .toList()
        : List.of();
  }
}
