package io.casework.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many messages that fail alike are sent again with one change. */
@CaseworkTest
class ReplayTests {

  private static final String MOVE =
      "[{\"op\":\"move\",\"from\":\"/context/feature_set\",\"path\":\"/context/featureset_id\"}]";

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  private LettersDesk letters;

  @BeforeEach
  void aDesk() {
    letters = new LettersDesk(desk, jdbc);
  }

  private String letter(String id, String field) {
    return letters.refused(TestEvents.kyc(id).replace("\"featureset_id\"", field));
  }

  private String signatureOf(String letter) {
    return letters.get("ops-1", letter).path("signature").asText();
  }

  private TestDesk.Answer replay(String user, String signature, String patch, boolean dryRun) {
    return desk.post(
        user,
        "/api/v1/dead-letters/replay",
        "{\"signature\":\"%s\",\"patch\":%s,\"reason\":\"renamed\",\"dry_run\":%s}"
            .formatted(signature, patch, dryRun));
  }

  private JsonNode progress(String replay) {
    return desk.get("ops-1", "/api/v1/dead-letters/replays/" + replay).json();
  }

  private int cases(List<String> ids) {
    return jdbc.sql("select count(*) from case_record where case_id in (:ids)")
        .param("ids", ids)
        .query(Integer.class)
        .single();
  }

  @Test
  void aReplayOfManyIsTriedApprovedAndWatchedAndLeavesBehindWhatDoesNotFit() {
    var ids = Stream.generate(TestEvents::id).limit(5).toList();
    var good = ids.stream().map(id -> letter(id, "\"feature_set\"")).toList();
    var poison = letter(TestEvents.id(), "\"something_else\"");
    var signature = signatureOf(good.get(0));
    assertThat(signatureOf(poison)).isEqualTo(signature);

    assertThat(desk.get("ops-1", "/api/v1/dead-letters/groups").body()).contains(signature);
    var unpatched = replay("ops-1", signature, "null", true).json();
    assertThat(unpatched.path("would_pass").asInt()).isZero();
    var trial = replay("ops-1", signature, MOVE, true).json();
    assertThat(trial.path("letters").asInt()).isEqualTo(6);
    assertThat(trial.path("would_pass").asInt()).isEqualTo(5);
    assertThat(trial.at("/would_fail/0/rule").asText()).contains("does not fit");
    assertThat(trial.at("/would_fail/0/example_id").asText()).isEqualTo(poison);
    assertThat(letters.get("ops-1", poison).path("state").asText()).isEqualTo("open");

    var begun = replay("ops-1", signature, MOVE, false);
    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    var replay = begun.json().at("/repair/repair_id").asText();
    var path = "/api/v1/dead-letters/replays/" + replay;
    assertThat(desk.post("ops-1", path + "/approve", "").status()).isEqualTo(409);
    assertThat(desk.post("analyst-1", path + "/approve", "").status()).isEqualTo(403);
    assertThat(replay("ops-1", signature, MOVE, false).status()).isEqualTo(409);
    // One of them cannot be taken out of the replay.
    assertThat(letters.post("ops-1", good.get(0), "take-up").status()).isEqualTo(409);
    assertThat(cases(ids)).isZero();

    assertThat(desk.post("lead-1", path + "/approve", "").status()).isEqualTo(200);

    var done =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> progress(replay), found -> found.at("/states/accepted").asInt() == 5);
    assertThat(done.at("/repair/letters").asInt()).isEqualTo(6);
    assertThat(done.at("/repair/left_behind").asInt()).isEqualTo(1);
    assertThat(done.at("/repair/state").asText()).isEqualTo("done");
    assertThat(cases(ids)).isEqualTo(5);
    var left = letters.get("ops-1", poison);
    assertThat(left.path("state").asText()).isEqualTo("open");
    assertThat(left.path("problem").asText()).contains("does not fit");
    assertThat(desk.get("auditor-1", path).json().path("proposal").isNull()).isTrue();
    assertThat(desk.get("auditor-1", path).json().at("/states/accepted").asInt()).isEqualTo(5);
  }

  @Test
  void aReplayThatIsGivenBackCanBeChangedOrPutBack() {
    var id = TestEvents.id();
    var letter = letters.refused(TestEvents.kyc(id).replace("\"currency\":\"ZAR\",", ""));
    var signature = signatureOf(letter);
    var wrong = "[{\"op\":\"add\",\"path\":\"/transaction/currency\",\"value\":\"USD\"}]";
    var replay = replay("ops-1", signature, wrong, false).json().at("/repair/repair_id").asText();
    var path = "/api/v1/dead-letters/replays/" + replay;

    assertThat(desk.post("lead-1", path + "/return", "{\"reason\":\"it is ZAR\"}").status())
        .isEqualTo(200);
    var changed =
        desk.post(
            "ops-1",
            path + "/resubmit",
            "{\"patch\":%s,\"reason\":\"ZAR\"}".formatted(wrong.replace("USD", "ZAR")));
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(desk.post("lead-1", path + "/approve", "").status()).isEqualTo(200);

    assertThat(desk.awaitReview(id).at("/transaction/currency").asText()).isEqualTo("ZAR");
  }

  @Test
  void aWrongRequestIsRefusedByFieldAndRule() {
    var nothing = desk.post("ops-1", "/api/v1/dead-letters/replay", "{}");
    assertThat(nothing.json().path("field").asText()).isEqualTo("/signature");
    var noPatch = replay("ops-1", "0000000000000000", "{\"op\":\"add\"}", true);
    assertThat(noPatch.status()).isEqualTo(422);
    assertThat(noPatch.json().path("field").asText()).isEqualTo("/patch");
    assertThat(replay("ops-1", "0000000000000000", "null", false).status()).isEqualTo(409);
    assertThat(replay("lead-1", "0000000000000000", "null", true).status()).isEqualTo(403);
    assertThat(replay("auditor-1", "0000000000000000", "null", true).status()).isEqualTo(403);
    assertThat(desk.get("ops-1", "/api/v1/dead-letters/replays/none").status()).isEqualTo(404);
    assertThat(desk.post("ops-1", "/api/v1/dead-letters/replays/none/approve", "").status())
        .isEqualTo(404);
  }

  @Test
  void manyMoreThanFitIntoOneCommitAllArrive() {
    var ids = Stream.generate(TestEvents::id).limit(Resending.AT_ONCE + 20).toList();
    desk.send(
        ids.stream()
            .map(id -> TestEvents.kyc(id).replace("\"action_suggested\":\"challenge\",", ""))
            .toArray(String[]::new));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                jdbc.sql("select count(*) from dead_letter where event_id in (:ids)")
                    .param("ids", ids)
                    .query(Integer.class)
                    .single(),
            count -> count == ids.size());
    var one =
        jdbc.sql("select signature from dead_letter where event_id = :id")
            .param("id", ids.get(0))
            .query(String.class)
            .single();
    var patch = "[{\"op\":\"add\",\"path\":\"/action_suggested\",\"value\":\"challenge\"}]";
    var replay = replay("ops-1", one, patch, false).json().at("/repair/repair_id").asText();

    desk.post("lead-1", "/api/v1/dead-letters/replays/" + replay + "/approve", "");

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> progress(replay).at("/states/accepted").asInt() == ids.size());
    assertThat(cases(ids)).isEqualTo(ids.size());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> ids.stream().noneMatch(id -> letters.inBroker(id)));
  }
}
