package io.casework.decision.rules;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.core.Refused;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules over HTTP, as leads, auditors and programs ask. */
@CaseworkTest
class RuleHttpTests {

  private static final String RULES = "/api/v1/rules";
  private static final String DRAFT =
      """
      {"name":"Only in tests","weight":0.40,"flag":"TEST_ONLY",
       "condition":{"field":"metadata.only_in_tests","op":"eq","value":true}}
      """;
  private static final Facts MATCHING = path -> path.equals("metadata.only_in_tests") ? true : null;

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired Rules rules;
  @Autowired JdbcRules stored;
  @Autowired ConditionReader conditions;
  @Autowired DefaultRules defaults;

  @ParameterizedTest
  @CsvSource({
    "'', GET, '', 401",
    "analyst-1, GET, '', 403",
    "senior-1, GET, '', 403",
    "decision-service, GET, '', 403",
    "auditor-1, GET, '', 200",
    "ml-1, GET, '', 200",
    "auditor-1, POST, '', 403",
    "ml-1, PATCH, /large-amount, 403",
    "auditor-1, PUT, /large-amount, 403",
    "ml-1, DELETE, /large-amount, 403",
    "auditor-1, POST, /test, 403",
    "lead-1, GET, '', 200",
    "lead-1, GET, /, 200"
  })
  void onlyLeadsWriteRules(String user, String method, String path, int status) {
    assertThat(desk.call(user, method, RULES + path, "{}").status()).isEqualTo(status);
  }

  @Test
  void anErrorIsAProblemThatNamesPlaceAndRule() {
    var answer =
        desk.post(
            "lead-1",
            RULES,
            """
            {"name":"n","weight":0.1,"condition":
              {"all":[{"field":"amount","op":"gt","value":1},
                      {"field":"amount","op":"above","value":1}]}}
            """);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("field").asText()).isEqualTo("/condition/all/1/op");
    assertThat(answer.json().path("rule").asText()).startsWith("must be one of");
    assertThat(answer.response().headers().firstValue("content-type").orElseThrow())
        .startsWith("application/problem+json");
  }

  @Test
  void aFormOnAForeignPageChangesNothing() {
    for (var type : new String[] {"text/plain", "application/x-www-form-urlencoded"}) {
      var answer = desk.post("lead-1", RULES, DRAFT, "Content-Type", type);

      assertThat(answer.status()).isEqualTo(415);
    }
  }

  @Test
  void aBodyIsBounded() {
    var answer = desk.post("lead-1", RULES, "{\"name\":\"" + "n".repeat(300_000) + "\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("field").asText()).isEqualTo("body");
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "PUT, ''", "PATCH, ''", "DELETE, ''", "GET, /versions", "POST, /test"})
  void anUnknownRuleIsMissing(String method, String path) {
    var answer = desk.call("lead-1", method, RULES + "/no-such-rule" + path, DRAFT);

    assertThat(answer.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"facts", "Large", "''", "-a"})
  void anIdIsReadableAndNotAWordOfTheAddresses(String id) {
    var answer =
        desk.post("lead-1", RULES, DRAFT.replace("{\"name\"", "{\"id\":\"" + id + "\",\"name\""));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("field").asText()).isEqualTo("/id");
  }

  @Test
  void anIdIsTakenOnce() {
    var answer =
        desk.post("lead-1", RULES, DRAFT.replace("{\"name\"", "{\"id\":\"large-amount\",\"name\""));

    assertThat(answer.status()).isEqualTo(409);
  }

  @Test
  void aStaleChangeIsRefused() {
    var id = create();

    var patched =
        desk.call("lead-1", "PATCH", RULES + "/" + id, "{\"weight\":0.2}", "If-Match", "\"1\"");
    var stale =
        desk.call("lead-1", "PATCH", RULES + "/" + id, "{\"weight\":0.3}", "If-Match", "\"1\"");
    var nonsense = desk.call("lead-1", "DELETE", RULES + "/" + id, "", "If-Match", "x");

    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.response().headers().firstValue("etag")).hasValue("\"2\"");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.json().path("rule").asText()).contains("version 2");
    assertThat(nonsense.status()).isEqualTo(422);
    retire(id);
  }

  @Test
  @Tag("S1-58")
  @Tag("S1-89")
  void aNewRuleDecidesAtOnce() {
    var before = rules.active();
    var id = create();

    var hits = rules.active().evaluate(MATCHING).hits();

    assertThat(before.evaluate(MATCHING).hits()).isEmpty();
    assertThat(hits).extracting(RuleHit::ruleId).containsExactly(id);
    assertThat(hits.get(0).flag()).isEqualTo("TEST_ONLY");
    assertThat(rules.active().version()).isNotEqualTo(before.version());
    retire(id);
    assertThat(rules.active().version()).isEqualTo(before.version());
  }

  @Test
  void anotherNodeSeesAChangeWithinASecond() {
    var otherNode = new Rules(stored, conditions);
    assertThat(otherNode.active().evaluate(MATCHING).hits()).isEmpty();
    var id = create();

    await()
        .atMost(2, SECONDS)
        .until(() -> otherNode.active().evaluate(MATCHING).hits().size() == 1);

    retire(id);
  }

  @Test
  void aRuleOfANewerVersionStopsTheStartButNoPayment() {
    var running = new Rules(stored, conditions);
    var before = running.active().version();
    var id = "newer-" + UUID.randomUUID();
    var newer = TestRules.rule(id, "{'field':'amount','op':'newer','value':1}", "0.1");
    stored.add(newer);
    try {
      await()
          .pollDelay(1100, MILLISECONDS)
          .untilAsserted(() -> assertThat(running.active().version()).isEqualTo(before));
      assertThatThrownBy(() -> new Rules(stored, conditions).active())
          .isInstanceOf(Refused.class)
          .hasMessageStartingWith(id + "/condition/op: must be one of");
    } finally {
      stored.change(
          new RuleVersion(id, 2, newer.content().inactive(), "lead-1", newer.changedAt()));
    }
  }

  @Test
  @Tag("S1-60")
  @Tag("S1-61")
  @Tag("S1-62")
  void everyEditIsAVersionAndNothingIsLost() {
    var id = create();
    desk.call("lead-1", "PUT", RULES + "/" + id, DRAFT.replace("Only in tests", "Replaced"));
    desk.call("lead-1", "PATCH", RULES + "/" + id + "/", "{\"weight\":0.10,\"flag\":null}");
    desk.call("lead-1", "PATCH", RULES + "/" + id, "{\"weight\":0.1}");

    assertThat(desk.call("lead-1", "DELETE", RULES + "/" + id, "").status()).isEqualTo(204);
    assertThat(desk.call("lead-1", "DELETE", RULES + "/" + id, "").status()).isEqualTo(204);

    var rule = desk.get("auditor-1", RULES + "/" + id).json();
    assertThat(rule.path("version").asInt()).isEqualTo(4);
    assertThat(rule.path("active").asBoolean()).isFalse();
    assertThat(rule.path("name").asText()).isEqualTo("Replaced");
    assertThat(rule.path("words").asText()).isEqualTo("metadata.only_in_tests is true");
    assertThat(rule.path("updated_by").asText()).isEqualTo("lead-1");
    var versions = desk.get("auditor-1", RULES + "/" + id + "/versions").json();
    assertThat(versions.findValuesAsText("version")).containsExactly("4", "3", "2", "1");
    assertThat(versions.findValuesAsText("weight")).containsExactly("0.1", "0.1", "0.4", "0.4");
    assertThat(desk.get("lead-1", RULES + "?active_only=true").body()).doesNotContain(id);
    assertThat(desk.get("lead-1", RULES + "?active_only=false").body()).contains(id);
  }

  @Test
  void whatOnceDecidedDecidesAgain() {
    var id = create();
    var then = rules.active().versions();
    desk.call("lead-1", "PATCH", RULES + "/" + id, "{\"weight\":0.9}");
    retire(id);

    var result = rules.asOf(then).evaluate(MATCHING);

    assertThat(result.score()).isEqualByComparingTo("0.40");
    assertThat(result.hits()).extracting(RuleHit::version).containsExactly(1);
    assertThat(rules.asOf(Map.of(id, 2)).evaluate(MATCHING).score()).isEqualByComparingTo("0.90");
  }

  @Test
  void everyChangeIsAudited() {
    var id = create();
    desk.call("lead-1", "PATCH", RULES + "/" + id, "{\"weight\":0.2}");
    retire(id);

    assertThat(audited(id))
        .containsExactly("rule_created lead-1", "rule_changed lead-1", "rule_deactivated lead-1");
    assertThat(audited("receiver-blacklisted")).containsExactly("rule_created system");
  }

  private List<String> audited(String id) {
    return jdbc.sql(
            """
            select kind || ' ' || actor from audit_event
            where facts like :id and kind like 'rule_%' order by seq
            """)
        .param("id", "%\"" + id + "\"%")
        .query(String.class)
        .list();
  }

  @Test
  @Tag("S1-19")
  void whatLeadsChangedIsNeverSeededOver() {
    var path = RULES + "/large-amount";
    var before = desk.get("lead-1", path).json();
    desk.call("lead-1", "PATCH", path, "{\"weight\":0.26}");
    desk.call("lead-1", "DELETE", path, "");

    defaults.seed();

    var after = desk.get("lead-1", path).json();
    assertThat(after.path("weight").asText()).isEqualTo("0.26");
    assertThat(after.path("active").asBoolean()).isFalse();
    assertThat(after.path("version").asInt()).isEqualTo(before.path("version").asInt() + 2);
    desk.call("lead-1", "PATCH", path, "{\"weight\":0.25,\"active\":true}");
  }

  @Test
  void aDraftIsTriedAndNeverInForce() {
    var before = rules.active().version();

    var answer = desk.post("lead-1", RULES + "/test?last=500", DRAFT);
    var existing = desk.post("lead-1", RULES + "/large-amount/test", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("hits").asInt()).isZero();
    assertThat(answer.json().path("precision").isNull()).isTrue();
    assertThat(existing.status()).isEqualTo(200);
    assertThat(rules.active().version()).isEqualTo(before);
    assertThat(desk.post("lead-1", RULES + "/test?last=10001", DRAFT).status()).isEqualTo(422);
    assertThat(desk.post("lead-1", RULES + "/test?last=0", DRAFT).status()).isEqualTo(422);
  }

  @Test
  void leadsReadWhatCanBeAsked() {
    var facts = desk.get("lead-1", RULES + "/facts").json();
    var operators = desk.get("ml-1", RULES + "/operators").json();

    assertThat(facts.findValuesAsText("path")).contains("amount_zar", "history.travel_kmh");
    assertThat(facts.get(0).path("type").asText()).isEqualTo("number");
    assertThat(operators.findValuesAsText("name"))
        .contains(
            "gt", "gte", "lt", "lte", "eq", "neq", "in", "not_in", "contains", "range", "regex");
  }

  @Test
  void thePageIsForWhoMayReadRules() {
    assertThat(desk.get("", "/rules").status()).isEqualTo(401);
    assertThat(desk.get("analyst-1", "/rules/rules.js").status()).isEqualTo(403);
    var page = desk.get("lead-1", "/rules");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("<title>");
    assertThat(page.response().headers().firstValue("content-security-policy").orElseThrow())
        .startsWith("default-src 'self'");
  }

  private String create() {
    var id = "test-" + UUID.randomUUID();
    var answer =
        desk.post(
            "lead-1", RULES + "/", DRAFT.replace("{\"name\"", "{\"id\":\"" + id + "\",\"name\""));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.response().headers().firstValue("location")).hasValue(RULES + "/" + id);
    return id;
  }

  private void retire(String id) {
    assertThat(desk.call("lead-1", "DELETE", RULES + "/" + id, "").status()).isEqualTo(204);
  }
}
