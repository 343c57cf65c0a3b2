package io.casework.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.casework.TestDesk;
import io.casework.TestEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * No personal value of a case is in clear anywhere that we write, and after its erasure none can be
 * read at all.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class CanaryContract {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  @Value("${casework.notification.dry-run-file}")
  Path notices;

  private final String id = TestEvents.id();

  /** Every row of every table, as text. */
  abstract String dump();

  @Test
  @Tag("S2-68")
  void noPersonalValueLiesInClearAndNoneIsLeftAfterTheErasure(CapturedOutput logged)
      throws IOException {
    desk.open(id, event());
    assertNoCanary(dump());
    work();
    var closed = desk.get("lead-1", path("")).json();
    assertThat(closed.toString()).contains("canary-user", "canary-note", "canary-resolution");
    var kept = dump();
    assertThat(kept).contains(id, "enc1:");
    assertNoCanary(kept);

    var key = jdbc.sql("select wrapped from case_key where case_id = :id").param("id", id);
    var wrapped = key.query(String.class).single();
    assertThat(kept).contains(wrapped);
    erase();

    var left = dump();
    assertNoCanary(left);
    assertThat(left).contains(id).doesNotContain(wrapped);
    assertThat(left.lines().filter(line -> line.contains(id) && line.contains("enc1:"))).isEmpty();
    assertNoCanary(Files.readString(notices, UTF_8));
    assertNoCanary(logged.getAll());
    assertErased();
  }

  private String path(String below) {
    return "/api/v1/cases/" + id + below;
  }

  private String event() {
    return """
        {"id":"%s","timestamp":"2026-11-20T09:15:30Z",
         "actor":{"user_id":"canary-user","account_id":"canary-account","merchant_id":"m-7"},
         "transaction":{"amount":18450.00,"currency":"EUR","merchant":"canary-shop",
           "device":"canary-device","ip":"198.51.100.231",
           "geo":{"country":"DE","lat":52.512345,"lon":13.412345}},
         "risk":{"score":0.62,"model_version":"2026.11.1","rules_triggered":["KYC_NAME"]},
         "context":{"featureset_id":"fs-1","session_id":"canary-session"},
         "links":{"decision_log":"https://decisions.example/canary-log",
           "explanation":"https://decisions.example/canary-why"},
         "explanation":[{"feature":"device","value":"canary-value","contribution":0.2}],
         "action_suggested":"challenge","unknown":"canary-unknown"}
        """
        .formatted(id);
  }

  private void work() {
    var analyst = "analyst-kyc";
    demand(desk.post(analyst, path("/notes"), "{\"text\":\"canary-note\"}"), 201);
    demand(desk.post(analyst, path("/pause"), "{\"reason\":\"canary-pause\"}"), 200);
    demand(desk.post(analyst, path("/resume"), "{}"), 200);
    var hold = "{\"reference\":\"file 17/2026\",\"reason\":\"canary-hold\"}";
    var placed = demand(desk.post("lead-1", path("/holds"), hold), 201);
    demand(
        desk.call(
            "lead-1",
            "DELETE",
            path("/holds/" + placed.json().path("hold_id").asText()),
            "{\"reason\":\"canary-lifted\"}"),
        200);
    demand(desk.post(analyst, path("/escalate"), "{}"), 200);
    desk.awaitCase(id, now -> now.path("escalation_level").asInt() == 1);
    demand(
        desk.post(
            desk.owner(id),
            path("/resolution"),
            """
            {"decision":"legit","reason_code":"travel","note":"canary-resolution"}
            """),
        200);
    jdbc.sql("update case_retention set erasable_on_request = true where case_id = :id")
        .param("id", id)
        .update();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql("select count(*) from case_snapshot where case_id = :id")
                            .param("id", id)
                            .query(Integer.class)
                            .single())
                    .isPositive());
  }

  private void erase() {
    demand(
        desk.post(
            "lead-1",
            path("/erasure"),
            "{\"reason_code\":\"data_subject_request\",\"note\":\"canary-erasure\"}"),
        200);
    assertNoCanary(dump());
    demand(desk.post("admin", path("/erasure/confirmation"), ""), 200);
  }

  private void assertErased() {
    var left = desk.get("lead-1", path("")).json();
    assertThat(left.path("erased_at").isNull()).isFalse();
    assertThat(left.path("actor").path("user_id").asText()).isEqualTo("erased");
    assertThat(left.path("risk").path("score").asDouble()).isEqualTo(0.62);
    assertThat(left.path("risk").path("rules_triggered").get(0).asText()).isEqualTo("KYC_NAME");
    assertThat(left.path("transaction").path("geo").path("country").asText()).isEqualTo("DE");
    assertThat(left.path("resolutions").get(0).path("decision").asText()).isEqualTo("legit");
    for (var below : List.of("", "/timeline", "/notes", "/related", "/holds", "/erasure")) {
      assertNoCanary(demand(desk.get("lead-1", path(below)), 200).body());
    }
    var fact =
        jdbc.sql("select facts from audit_event where case_id = :id and kind = 'case_erased'")
            .param("id", id)
            .query(String.class)
            .single();
    assertThat(fact)
        .contains("identity-check", "data_subject_request", "lead-1", "admin", "case_note");
  }

  private static void assertNoCanary(String text) {
    assertThat(text.contains("canary-")).as(around(text, "canary-")).isFalse();
    for (var value : List.of("198.51.100.231", "52.512345", "13.412345")) {
      assertThat(text.contains(value)).as(around(text, value)).isFalse();
    }
  }

  private static String around(String text, String value) {
    var at = text.indexOf(value);
    return at < 0 ? "" : text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 100));
  }

  private static TestDesk.Answer demand(TestDesk.Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return answer;
  }
}
