package io.casework.decision.rules;

import static io.casework.decision.rules.TestRules.DRAFT;
import static io.casework.decision.rules.TestRules.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Rules over HTTP, as leads, auditors and programs ask. */
@CaseworkTest
class RuleHttpTests {

  @Autowired TestDesk desk;
  @Autowired Rules rules;

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
    var id = TestRules.create(desk);

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
    TestRules.retire(desk, id);
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
}
