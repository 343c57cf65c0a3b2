package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What decides is recorded when it changes, whoever or whatever changed it. */
@CaseworkTest
class SettingsTests {

  private static final String KIND = "configuration_changed";

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired SettingsBook settings;
  @Autowired Lifetime lifetime;

  @Test
  void aStartThatFindsTheSameRecordsNothing() {
    var before = trail().of(KIND, "").size();

    settings.compare();

    assertThat(trail().of(KIND, "")).hasSize(before);
  }

  @Test
  @Tag("S2-80")
  void anotherThresholdATableAndAModelAreRecordedWithBeforeAndAfter() {
    remembered("casework.routing.threshold_high", "0.75");
    remembered("decision_table.case-routing", "version 0 sha256 00");
    remembered("model.supervised", "xgboost-000000000000");
    remembered("casework.gone.setting", "7");

    settings.compare();

    var facts = trail().last(KIND, "").facts();
    assertThat(facts.path("casework.routing.threshold_high").path("before").asText())
        .isEqualTo("0.75");
    assertThat(facts.path("casework.routing.threshold_high").path("after").asText())
        .isEqualTo("0.8");
    assertThat(facts.path("decision_table.case-routing").path("after").asText())
        .matches("version [1-9]\\d* sha256 [0-9a-f]{64}");
    assertThat(facts.path("model.supervised").path("after").asText()).startsWith("xgboost-");
    assertThat(facts.path("casework.gone.setting").path("after").isNull()).isTrue();
    assertThat(facts).hasSize(4);
  }

  @Test
  void theFirstStartRecordsAllThatDecidesAndNothingSecret() {
    var names = jdbc.sql("select name from setting order by name").query(String.class).list();
    var values =
        String.join(" ", jdbc.sql("select setting_value from setting").query(String.class).list());

    assertThat(names)
        .contains(
            "casework.routing.threshold_mid",
            "casework.decision.scoring.rates.USD",
            "casework.decision.scoring.weights.rules",
            "casework.actions.freeze_above",
            "decision_table.sla-policy",
            "process.case-review");
    assertThat(names).noneMatch(name -> name.matches(".*(token|password|key|folder|connection).*"));
    assertThat(values).doesNotContain(TestDesk.PASSWORD, "SharedAccessKey");
    assertThat(
            jdbc.sql("select max(length(facts)) from audit_event where kind = '" + KIND + "'")
                .query(Integer.class)
                .single())
        .isLessThan(6000);
  }

  @Test
  void theTrailSaysWhenTheApplicationBeganAndEnded() {
    lifetime.stop();
    var stopped = trail().of("application_stopped", "").size();
    lifetime.start();

    assertThat(stopped).isPositive();
    var started = trail().last("application_started", "").facts();
    assertThat(started.path("database").asText()).startsWith("H2 ");
    assertThat(started.path("java").asText()).startsWith("17");
  }

  @Test
  void aRuleThatChangesSaysWhatItWasByField() {
    var rule = "settings-" + UUID.randomUUID();
    desk.post(
        "lead-1",
        "/api/v1/rules",
        """
        {"id":"%s","name":"Large","weight":0.10,"flag":"LARGE_ONE","review":true,
         "condition":{"field":"metadata.account","op":"eq","value":"victim-77"}}
        """
            .formatted(rule));
    desk.call("lead-1", "PATCH", "/api/v1/rules/" + rule, "{\"weight\":0.25}");

    var changed = trail().last("rule_changed", "").facts();
    var created = trail().last("rule_created", "").facts();
    assertThat(changed.path("rule_id").asText()).isEqualTo(rule);
    assertThat(changed.path("weight").path("before").asDouble()).isEqualTo(0.1);
    assertThat(changed.path("weight").path("after").asDouble()).isEqualTo(0.25);
    assertThat(changed.has("condition_sha256")).isFalse();
    assertThat(created.path("version").path("before").isNull()).isTrue();
    assertThat(created.toString()).doesNotContain("victim-77");
    desk.call("lead-1", "DELETE", "/api/v1/rules/" + rule, "");
    assertThat(
            trail().last("rule_deactivated", "").facts().path("active").path("after").asBoolean())
        .isFalse();
  }

  @Test
  void aLineOfTheRosterSaysWhatItWasByField() {
    var line =
        """
        {"user_id":"qa-1","level":0,"skills":["kyc-review"],"zone":"UTC","work_days":["MONDAY"],
         "shift_start":"08:00","shift_end":"16:00","max_open":%d,"available":false}
        """;
    desk.call("lead-1", "PUT", "/api/v1/roster/qa-1", line.formatted(5));
    desk.call("lead-1", "PUT", "/api/v1/roster/qa-1", line.formatted(7));
    var changed = trail().last("roster_changed", "").facts();
    desk.call("lead-1", "DELETE", "/api/v1/roster/qa-1", "");
    var removed = trail().last("roster_changed", "").facts();

    assertThat(changed.path("max_open").path("before").asInt()).isEqualTo(5);
    assertThat(changed.path("max_open").path("after").asInt()).isEqualTo(7);
    assertThat(changed.has("zone")).isFalse();
    assertThat(removed.path("on_roster").path("after").asBoolean(true)).isFalse();
    assertThat(removed.path("zone").path("before").asText()).isEqualTo("UTC");
  }

  @Test
  void aProfileLeavesTheNamesOfItsFieldsAlone() {
    desk.call(
        "ops-1",
        "PUT",
        "/api/v1/profiles/customers/someone-secret",
        "{\"risk_tier\":\"GOLD\",\"known_devices\":[\"d-secret\"]}");

    var facts = trail().last("customer_profile_loaded", "").facts();
    assertThat(facts.path("fields").asText()).isEqualTo("risk_tier known_devices");
    assertThat(facts.toString()).doesNotContain("secret", "GOLD");
  }

  private void remembered(String name, String value) {
    jdbc.sql("delete from setting where name = :name").param("name", name).update();
    jdbc.sql("insert into setting (name, setting_value) values (:name, :value)")
        .param("name", name)
        .param("value", value)
        .update();
  }

  private Trail trail() {
    return new Trail(jdbc);
  }
}
