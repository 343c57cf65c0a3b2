package io.casework.decision.rules;

import static io.casework.decision.rules.TestRules.DRAFT;
import static io.casework.decision.rules.TestRules.RULES;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A rule from its first version to its last, and who notices. */
@CaseworkTest
class RuleLifeTests {

  private static final Facts MATCHING = path -> path.equals("metadata.only_in_tests") ? true : null;

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired Rules rules;
  @Autowired JdbcRules stored;
  @Autowired ConditionReader conditions;
  @Autowired DefaultRules defaults;

  @Test
  @Tag("S1-58")
  @Tag("S1-89")
  void aNewRuleDecidesAtOnce() {
    var before = rules.active();
    var id = TestRules.create(desk);

    var hits = rules.active().evaluate(MATCHING).hits();

    assertThat(before.evaluate(MATCHING).hits()).isEmpty();
    assertThat(hits).extracting(RuleHit::ruleId).containsExactly(id);
    assertThat(hits.get(0).flag()).isEqualTo("TEST_ONLY");
    assertThat(rules.active().version()).isNotEqualTo(before.version());
    TestRules.retire(desk, id);
    assertThat(rules.active().version()).isEqualTo(before.version());
  }

  @Test
  void anotherNodeSeesAChangeWithinASecond() {
    var otherNode = new Rules(stored, conditions);
    assertThat(otherNode.active().evaluate(MATCHING).hits()).isEmpty();
    var id = TestRules.create(desk);

    await()
        .atMost(2, SECONDS)
        .until(() -> otherNode.active().evaluate(MATCHING).hits().size() == 1);

    TestRules.retire(desk, id);
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
    var id = TestRules.create(desk);
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
    var id = TestRules.create(desk);
    var then = rules.active().versions();
    desk.call("lead-1", "PATCH", RULES + "/" + id, "{\"weight\":0.9}");
    TestRules.retire(desk, id);

    var result = rules.asOf(then).evaluate(MATCHING);

    assertThat(result.score()).isEqualByComparingTo("0.40");
    assertThat(result.hits()).extracting(RuleHit::version).containsExactly(1);
    assertThat(rules.asOf(Map.of(id, 2)).evaluate(MATCHING).score()).isEqualByComparingTo("0.90");
  }

  @Test
  void everyChangeIsAudited() {
    var id = TestRules.create(desk);
    desk.call("lead-1", "PATCH", RULES + "/" + id, "{\"weight\":0.2}");
    TestRules.retire(desk, id);

    assertThat(audited(id))
        .containsExactly("rule_created lead-1", "rule_changed lead-1", "rule_deactivated lead-1");
    assertThat(audited("receiver-blacklisted")).containsExactly("rule_created system");
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
}
