package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may do what, over every door. */
@CaseworkTest
class AccessTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void roomOnEveryDesk() {
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/cases",
        "/api/v1/labels",
        "/api/v1/audit",
        "/api/v1/roster",
        "/api/v1/dead-letters",
        "/engine-rest/process-definition",
        "/engine-rest/engine"
      })
  void nobodyGetsInWithoutSigningIn(String path) {
    assertThat(desk.get("", path).status()).isEqualTo(401);
  }

  @Test
  void healthIsForEverybody() {
    assertThat(desk.get("", "/health").status()).isEqualTo(200);
    assertThat(desk.get("", "/api/v1/health/").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "analyst-1, /api/v1/audit",
    "analyst-1, /api/v1/roster",
    "analyst-1, /api/v1/labels",
    "analyst-1, /api/v1/dead-letters",
    "ops-1, /api/v1/cases",
    "ml-1, /api/v1/cases",
    "decision-service, /api/v1/cases",
    "lead-1, /engine-rest/process-definition",
    "analyst-1, /engine-rest/task",
    "admin, /api/v1/nothing-like-it"
  })
  void aRoleReachesOnlyWhatIsItsOwn(String user, String path) {
    assertThat(desk.get(user, path).status()).isEqualTo(403);
  }

  @Test
  void administratorsReachTheEngine() {
    assertThat(desk.get("admin", "/engine-rest/process-definition?maxResults=9").status())
        .isEqualTo(200);
  }

  @Test
  void anotherQueuesCaseDoesNotExistForAnAnalyst() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));

    assertThat(desk.get("analyst-1", "/api/v1/cases/" + id).status()).isEqualTo(404);
    assertThat(desk.get("analyst-1", "/api/v1/cases/" + id + "/timeline").status()).isEqualTo(404);
    assertThat(desk.post("analyst-1", "/api/v1/cases/" + id + "/claim", "").status())
        .isEqualTo(404);
    assertThat(desk.get("analyst-1", "/api/v1/cases?q=" + id).json().path("total").asInt())
        .isZero();
    assertThat(desk.get("analyst-kyc", "/api/v1/cases?q=" + id).json().path("total").asInt())
        .isEqualTo(1);
  }

  @Test
  void whoOnlyChecksSeesPersonalFieldsMasked() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));

    var seen = desk.get("auditor-1", "/api/v1/cases/" + id).body();

    assertThat(seen).doesNotContain("203.0.113.77", "u-" + id);
    assertThat(desk.get("analyst-kyc", "/api/v1/cases/" + id).body()).contains("203.0.113.77");
    assertThat(desk.post("auditor-1", "/api/v1/cases/" + id + "/claim", "").status())
        .isEqualTo(403);
  }

  /** The engine would let an analyst end the process by an error, and the case with it. */
  @ParameterizedTest
  @CsvSource({
    "POST, bpmnError",
    "POST, bpmnEscalation",
    "POST, delegate",
    "POST, assignee",
    "POST, identity-links",
    "PUT, variables/route",
    "POST, variables",
    "PUT, ''"
  })
  void aTaskCanOnlyBeClaimedAndCompleted(String method, String action) {
    var answer =
        desk.call(
            "analyst-1", method, "/camunda/api/engine/engine/default/task/any/" + action, "{}");

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void anEscalatedCaseIsNotForAnalystsToTake() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));
    desk.post("analyst-kyc", "/api/v1/cases/" + id + "/escalate", "");
    desk.post("lead-1", "/api/v1/cases/" + id + "/release", "");

    assertThat(desk.post("analyst-kyc", "/api/v1/cases/" + id + "/claim", "").status())
        .isEqualTo(409);
    assertThat(desk.post("senior-1", "/api/v1/cases/" + id + "/claim", "").status()).isEqualTo(200);
  }

  /** CVE-2026-77226: the set-up endpoint makes administrators out of strangers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/camunda/api/admin/setup/default/user/create",
        "/camunda/api/admin/setup/default/user/create/",
        "/camunda/api/admin/setup/x/user/create"
      })
  void theSetUpEndpointIsClosed(String path) {
    var answer =
        desk.post(
            "",
            path,
            "{\"profile\":{\"id\":\"intruder\"},\"credentials\":{\"password\":\"Intruder-1\"}}");

    assertThat(answer.status()).isIn(401, 403, 404);
  }

  /** CVE-2026-109432: the engine evaluates expressions in {@code orQueries}. */
  @ParameterizedTest
  @MethodSource
  void expressionsInQueriesAreRefused(String method, String path, String body) {
    var answer = desk.call("admin", method, path, body);

    assertThat(answer.status()).as(answer.body()).isBetween(400, 403);
  }

  static Stream<Arguments> expressionsInQueriesAreRefused() {
    return Stream.of(
        Arguments.of(
            "POST",
            "/engine-rest/task",
            "{\"orQueries\":[{\"dueAfterExpression\":\"${dateTime()}\"}]}"),
        Arguments.of("POST", "/engine-rest/task", "{\"assigneeExpression\":\"${currentUser()}\"}"),
        Arguments.of(
            "POST",
            "/engine-rest/task/count",
            "{\"orQueries\":[{\"assigneeExpress\\u0069on\":\"${currentUser()}\"}]}"),
        Arguments.of("GET", "/engine-rest/task?assigneeExpression=%24%7BcurrentUser()%7D", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/h2-console",
        "/actuator/env",
        "/actuator/heapdump",
        "/env",
        "/swagger-ui.html",
        "/v3/api-docs",
        "/.git/config",
        "/WEB-INF/web.xml"
      })
  void nothingElseAnswers(String path) {
    assertThat(desk.get("admin", path).status()).isIn(401, 403, 404);
  }

  @Test
  void fieldsThatAreNotAskedForAreRefused() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));

    var answer =
        desk.post(
            "analyst-kyc",
            "/api/v1/cases/" + id + "/notes",
            "{\"text\":\"x\",\"status\":\"closed\",\"assignee\":\"analyst-1\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).contains("is not a field of this request");
  }

  @ParameterizedTest
  @CsvSource({
    "size=201, size",
    "size=0, size",
    "page=-1, page",
    "sort=body, sort",
    "size=x, size",
    "status=bogus, status",
    "route=x, route"
  })
  void nonsenseInAListIsRefusedByName(String query, String field) {
    var answer = desk.get("lead-1", "/api/v1/cases?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).contains(field);
    assertThat(answer.response().headers().firstValue("content-type").orElseThrow())
        .startsWith("application/problem+json");
  }

  @Test
  void nobodyUnknownGetsALineOrACase() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));

    var assigned =
        desk.post("lead-1", "/api/v1/cases/" + id + "/assign", "{\"assignee\":\"ghost\"}");
    var listed = desk.call("lead-1", "PUT", "/api/v1/roster/ghost", line("ghost"));

    assertThat(assigned.status()).isEqualTo(422);
    assertThat(listed.status()).isEqualTo(422);
    assertThat(desk.call("lead-1", "DELETE", "/api/v1/roster/analyst-kyc", "").status())
        .isEqualTo(409);
  }

  @Test
  @Tag("S2-107")
  void leadsEditTheRoster() {
    assertThat(desk.call("lead-1", "PUT", "/api/v1/roster/qa-1", line("qa-1")).status())
        .isEqualTo(200);

    assertThat(desk.get("lead-1", "/api/v1/roster").body()).contains("qa-1", "kyc-review");
    assertThat(desk.call("lead-1", "DELETE", "/api/v1/roster/qa-1", "").status()).isEqualTo(204);
    assertThat(desk.get("auditor-1", "/api/v1/audit").body()).contains("roster_changed");
  }

  private static String line(String user) {
    return """
        {"user_id":"%s","level":0,"skills":["kyc-review"],"zone":"Africa/Johannesburg",
         "work_days":["MONDAY"],"shift_start":"08:00","shift_end":"16:00","max_open":5,
         "available":false}
        """
        .formatted(user);
  }
}
