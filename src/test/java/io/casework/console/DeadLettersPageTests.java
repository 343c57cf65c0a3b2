package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.Browser;
import io.casework.CaseworkTest;
import io.casework.Node;
import io.casework.TestDesk;
import io.casework.TestEvents;
import io.casework.deadletters.LettersDesk;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two people mend and approve a message in a real browser. */
@CaseworkTest
class DeadLettersPageTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  @Test
  void thePageIsForThoseWhoMendApproveOrCheckAndBringsNoScriptOfOthers() {
    assertThat(desk.get("", "/dead-letters").status()).isEqualTo(401);
    assertThat(desk.get("analyst-1", "/dead-letters").status()).isEqualTo(403);
    for (var user : new String[] {"ops-1", "lead-1", "auditor-1"}) {
      assertThat(desk.get(user, "/dead-letters").status()).as(user).isEqualTo(200);
      assertThat(desk.get(user, "/rules/rules.css").status()).as(user).isEqualTo(200);
    }
    assertThat(desk.get("ops-1", "/rules").status()).isEqualTo(403);
    assertThat(
            desk.get("ops-1", "/dead-letters")
                .response()
                .headers()
                .firstValue("content-security-policy")
                .orElseThrow())
        .contains("default-src 'self'")
        .doesNotContain("unsafe");
  }

  @Test
  void messagesAreLaidOutAndComparedWithoutTouchingADigit() throws Exception {
    Node.assumeInstalled("node");

    var tests =
        Node.run(Path.of("src/test/js/dead-letters-page"), "node", "--test", "--test-reporter=tap");

    assertThat(tests.exitCode()).as(tests.output()).isZero();
    assertThat(tests.output()).as("tests that ran").doesNotContain("# tests 0");
  }

  @Test
  void oneMendsAndAnotherApproves() throws IOException, InterruptedException {
    Browser.assumeInstalled();
    var letters = new LettersDesk(desk, jdbc);
    var before = TestEvents.id();
    desk.open(before, TestEvents.kyc(before));
    var id = TestEvents.id();
    var letter = letters.refused(TestEvents.highRisk(id).replace("\"score\":0.91,", ""));

    var mended = Browser.run(desk, "ops-1", "mend-a-message.js", "--letter", letter);
    assertThat(mended.exitCode()).as(mended.output()).isZero();
    var approved = Browser.run(desk, "lead-1", "mend-a-message.js", "--letter", letter);
    assertThat(approved.exitCode()).as(approved.output()).isZero();

    assertThat(desk.awaitReview(id).at("/risk/score").asDouble()).isEqualTo(0.91);
    letters.awaitState(letter, "accepted");
  }
}
