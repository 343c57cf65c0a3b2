package io.casework.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.Browser;
import io.casework.CaseworkTest;
import io.casework.TestDesk;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A fraud lead changes a rule in a real browser. */
@CaseworkTest
class RulesPageTests {

  @Autowired TestDesk desk;

  @BeforeAll
  static void aBrowser() throws IOException, InterruptedException {
    Browser.assumeInstalled();
  }

  @Test
  @Tag("S1-89")
  void aLeadChangesARule() throws IOException, InterruptedException {
    var id = "page-" + UUID.randomUUID();
    desk.post(
        "lead-1",
        "/api/v1/rules",
        """
        {"id":"%s","name":"Large amount over the API","weight":0.10,"flag":"API_AMOUNT",
         "review":true,"condition":{"field":"amount_zar","op":"gt","value":1e17}}
        """
            .formatted(id));

    var run = Browser.run(desk, "lead-1", "change-a-rule.js", "--rule", id);

    assertThat(run.exitCode()).as(run.output()).isZero();
    var rule = desk.get("lead-1", "/api/v1/rules/" + id).json();
    assertThat(rule.path("version").asInt()).isEqualTo(3);
    assertThat(rule.path("active").asBoolean()).isFalse();
  }
}
