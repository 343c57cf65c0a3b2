package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.Browser;
import io.casework.CaseworkTest;
import io.casework.Node;
import io.casework.TestDesk;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An analyst works the queue of alerts in a real browser; others look at it. */
@CaseworkTest
class AlertsPageTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  @Test
  void thePageIsForThoseWhoWorkOrCheckAndBringsNoScriptOfOthers() {
    assertThat(desk.get("", "/alerts").status()).isEqualTo(401);
    assertThat(desk.get("decision-service", "/alerts").status()).isEqualTo(403);
    for (var user : new String[] {"analyst-1", "analyst-kyc", "lead-1", "auditor-1", "ops-1"}) {
      assertThat(desk.get(user, "/alerts").status()).as(user).isEqualTo(200);
      assertThat(desk.get(user, "/rules/rules.css").status()).as(user).isEqualTo(200);
    }
    assertThat(desk.get("analyst-1", "/alerts/" + UUID.randomUUID()).body())
        .contains("/alerts/alerts.js");
    assertThat(desk.get("analyst-1", "/alerts/alerts.js").body()).contains("import");
    assertThat(
            desk.get("analyst-1", "/alerts")
                .response()
                .headers()
                .firstValue("content-security-policy")
                .orElseThrow())
        .contains("default-src 'self'")
        .doesNotContain("unsafe");
  }

  @Test
  void alertsArePutIntoWords() throws Exception {
    Node.assumeInstalled("node");

    var tests =
        Node.run(Path.of("src/test/js/alerts-page"), "node", "--test", "--test-reporter=tap");

    assertThat(tests.exitCode()).as(tests.output()).isZero();
    assertThat(tests.output()).as("tests that ran").doesNotContain("# tests 0");
  }

  @Test
  void anAnalystWorksTheQueueByKeys() throws Exception {
    Browser.assumeInstalled();
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
    // What other tests left behind would push these off the first page.
    jdbc.sql("update alert set raised_at = raised_at + interval '1' day where urgency < 9")
        .update();
    // Without digits: words with longer numbers are left out of subjects.
    var mark = "M" + UUID.randomUUID().toString().replaceAll("[0-9-]", "x").substring(0, 12);
    ingest(mark);

    for (var user : new String[] {"auditor-1", "analyst-1", "ops-1"}) {
      var run = Browser.run(desk, user, "work-the-alerts.js", "--subject", mark);
      assertThat(run.exitCode()).as(run.output()).isZero();
    }

    var statuses =
        desk.get("lead-1", "/api/v1/alerts?status=acknowledged&assignee=analyst-1&size=200").json();
    assertThat(statuses.path("items").findValuesAsText("subject"))
        .filteredOn(subject -> subject.startsWith(mark))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  private void ingest(String mark) {
    var alerts =
        IntStream.range(0, 4)
            .mapToObj(
                each ->
                    """
                    {"message_id":"%s-%d","created_at":"2026-11-20T09:59:00Z","risk_score":80,
                     "customer_id":"cust-%s",
                     "subject":"%s no %d <img src=x onerror=alert(1)> <script>alert(2)</script>",
                     "body":"<b onclick=alert(3)>bold</b>"}
                    """
                        .formatted(mark, each, mark, mark, each))
            .collect(Collectors.joining(",", "[", "]"));
    var taken = desk.post("ops-1", "/api/v1/alerts/ingest?source=email", alerts);
    assertThat(taken.json().path("processed").asInt()).as(taken.body()).isEqualTo(4);
  }
}
