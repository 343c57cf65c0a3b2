package io.casework.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import io.casework.core.Utc;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A refused message is mended by one person, approved by another, and taken once. */
@CaseworkTest
@Tag("S2-116")
class RepairTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired Clock clock;
  @Autowired TaskService tasks;
  @Autowired RuntimeService processes;
  @Autowired IdentityService identities;
  @Autowired DeadLetterSamples samples;
  @Autowired DeadLetters deadLetters;

  private final String id = TestEvents.id();
  private final String good = TestEvents.highRisk(id);
  private final String poison = good.replace("\"score\":0.91,", "");
  private LettersDesk letters;

  @BeforeEach
  void aDesk() {
    letters = new LettersDesk(desk, jdbc);
  }

  private String handedIn(String body) {
    var letter = letters.refused(poison);
    assertThat(letters.post("ops-1", letter, "resubmit", "body", body, "reason", "score").status())
        .isEqualTo(200);
    return letter;
  }

  private int cases() {
    return jdbc.sql("select count(*) from case_record where case_id = :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  private void old(String letter) {
    jdbc.sql("update dead_letter set seen_at = :at where dead_letter_id = :id")
        .param("at", Utc.of(clock.instant().minus(Duration.ofDays(91))))
        .param("id", letter)
        .update();
    samples.erase();
  }

  @Test
  void aMendedMessageOpensItsCaseOnceASecondPersonAgrees() {
    var letter = handedIn(good);

    var same = letters.post("ops-1", letter, "approve");
    assertThat(same.status()).as(same.body()).isEqualTo(409);
    assertThat(same.json().path("field").asText()).isEqualTo("approved_by");
    assertThat(cases()).isZero();
    assertThat(letters.get("lead-1", letter).path("state").asText()).isEqualTo("waiting");

    assertThat(letters.post("lead-1", letter, "approve").status()).isEqualTo(200);

    desk.awaitReview(id);
    letters.awaitState(letter, "accepted");
    assertThat(cases()).isEqualTo(1);
    assertThat(letters.trail(letter))
        .containsSubsequence(
            "message_dead_lettered system",
            "dead_letter_taken_up ops-1",
            "dead_letter_mended ops-1",
            "dead_letter_approved lead-1",
            "dead_letter_sent_again system",
            "dead_letter_replay_accepted system");
    assertThat(
            jdbc.sql(
                    """
                    select facts from audit_event where kind = 'dead_letter_replay_accepted'
                      and case_id = :id
                    """)
                .param("id", id)
                .query(String.class)
                .single())
        .contains("\"mended_by\":\"ops-1\"", "\"approved_by\":\"lead-1\"")
        .contains("\"message_id\":\"replay:%s:1\"".formatted(letter));
  }

  @Test
  void theBrokersCopyStaysUntilTheReplayIsTakenAndNoneButItsOwnGoes() {
    var neighbour = TestEvents.id();
    letters.refused(poison.replace(id, neighbour));
    var letter = handedIn(good);
    assertThat(letters.inBroker(id)).isTrue();

    letters.post("lead-1", letter, "approve");

    letters.awaiting(letter, found -> found.path("original").asText().equals("settled"));
    assertThat(letters.inBroker(id)).isFalse();
    assertThat(letters.inBroker(neighbour)).isTrue();
  }

  @Test
  void aBrokersCopyThatIsGoneIsSaidToBeMissing() {
    var letter = handedIn(good);
    jdbc.sql(
            """
            update dead_letter set message_id = 'another', original_tries = 4
            where dead_letter_id = :id
            """)
        .param("id", letter)
        .update();

    letters.post("lead-1", letter, "approve");

    letters.awaiting(letter, found -> found.path("original").asText().equals("missing"));
    assertThat(letters.inBroker(id)).isTrue();
    assertThat(letters.trail(letter)).contains("dead_letter_original_missing system");
  }

  @Test
  void whoMendedItCannotApproveInTasklistEither() {
    var letter = handedIn(good);
    var task =
        tasks
            .createTaskQuery()
            .processInstanceBusinessKey(
                letters.get("ops-1", letter).at("/repair/repair_id").asText())
            .singleResult();
    assertThat(task.getTaskDefinitionKey()).isEqualTo("approveMessage");

    var approved = Map.<String, Object>of("answer", Variables.untypedValue("approved", true));
    identities.setAuthentication("ops-1", List.of("ops"));
    try {
      assertThatThrownBy(() -> tasks.claim(task.getId(), "ops-1"))
          .hasMessageContaining("must be another person");
      assertThatThrownBy(() -> tasks.complete(task.getId(), approved))
          .hasMessageContaining("must be another person");
      identities.setAuthentication("analyst-1", List.of("analysts"));
      assertThatThrownBy(() -> tasks.complete(task.getId(), approved));
    } finally {
      identities.clearAuthentication();
    }
    assertThatThrownBy(() -> tasks.complete(task.getId(), approved))
        .hasMessageContaining("only people");
    assertThat(letters.get("ops-1", letter).path("state").asText()).isEqualTo("waiting");
  }

  @Test
  void nothingOfTheMessageIsAProcessVariable() {
    var letter = handedIn(good);
    var repair = letters.get("ops-1", letter).at("/repair/repair_id").asText();
    var process =
        processes.createProcessInstanceQuery().processInstanceBusinessKey(repair).singleResult();

    assertThat(processes.getVariables(process.getId())).isEmpty();
    assertThat(
            jdbc.sql("select count(*) from act_hi_varinst where proc_inst_id_ = :id")
                .param("id", process.getId())
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void anEditThatIntakeWouldRefuseIsRefusedWithPlaceAndRule() {
    var letter = letters.refused(poison);

    var worse =
        letters.post(
            "ops-1",
            letter,
            "resubmit",
            "body",
            good.replace("\"score\":0.91", "\"score\":7"),
            "reason",
            "score");

    assertThat(worse.status()).as(worse.body()).isEqualTo(422);
    assertThat(worse.json().path("field").asText()).isEqualTo("/body/risk/score");
    assertThat(letters.get("ops-1", letter).path("state").asText()).isEqualTo("open");
    var none = letters.post("ops-1", letter, "resubmit", "body", good);
    assertThat(none.json().path("field").asText()).isEqualTo("/reason");
    var check = letters.post("ops-1", letter, "check", "body", "{\"id\":1} {}").json();
    assertThat(check.path("good").asBoolean()).isFalse();
    assertThat(check.at("/flaw/rule").asText()).contains("nothing may follow the object");
    assertThat(letters.post("ops-1", letter, "check", "body", good).json().path("good").asBoolean())
        .isTrue();
  }

  @Test
  void aBodyOfTooManyBytesIsKeptInPartAndCanOnlyBeDiscarded() {
    var big = poison.replace("\"d-5f1c\"", "\"" + "x".repeat(300_000) + "\"");
    // The bus of a laptop takes no message of that size; others do.
    deadLetters.keep(
        new RefusedMessage(
            "fraud-cases-inbound",
            null,
            big.getBytes(UTF_8),
            Map.of(),
            "TOO_LARGE",
            "",
            "the body must not be larger than 262144 bytes"));
    var letter = letters.known(big);

    var shown = letters.get("ops-1", letter);
    assertThat(shown.path("reason").asText()).isEqualTo("TOO_LARGE");
    assertThat(shown.path("whole").asBoolean()).isFalse();
    assertThat(shown.path("body").asText()).hasSize(Samples.MOST_BYTES);
    var again = letters.post("ops-1", letter, "resubmit", "reason", "try");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body()).contains("only a part of the message was kept");

    assertThat(letters.post("ops-1", letter, "discard", "reason", "sender shrinks it").status())
        .isEqualTo(200);
    assertThat(letters.post("ops-1", letter, "approve").status()).isEqualTo(409);
    assertThat(letters.post("lead-1", letter, "approve").json().path("state").asText())
        .isEqualTo("discarded");
  }

  @Test
  void aBodyAsLargeAsTheBusTakesIsKeptWhole() {
    var padding = " ".repeat(250 * 1024 - poison.length());
    var letter = letters.refused(poison + padding);

    var shown = letters.get("ops-1", letter);

    assertThat(shown.path("whole").asBoolean()).isTrue();
    assertThat(shown.path("body").asText()).isEqualTo(poison + padding);
    var sent =
        letters.post(
            "ops-1", letter, "resubmit", "body", good + " ".repeat(200_000), "reason", "r");
    assertThat(sent.status()).as(sent.body()).isEqualTo(200);
    letters.post("lead-1", letter, "approve");
    letters.awaitState(letter, "accepted");
  }

  @Test
  void anErasedMessageCannotBeSentAgain() {
    var letter = letters.refused(poison);
    old(letter);

    var shown = letters.get("ops-1", letter);
    assertThat(shown.path("body").isNull()).isTrue();
    assertThat(shown.path("body_missing").asText()).contains("erased");
    var sent = letters.post("ops-1", letter, "resubmit", "body", good, "reason", "score");
    assertThat(sent.status()).isEqualTo(409);
    assertThat(sent.json().path("field").asText()).isEqualTo("erased");
  }

  @Test
  void aMessageThatIsErasedBeforeItIsApprovedIsNotSent() {
    var letter = handedIn(good);
    old(letter);

    var approved = letters.post("lead-1", letter, "approve");
    assertThat(approved.status()).isEqualTo(409);
    assertThat(approved.json().path("field").asText()).isEqualTo("erased");

    assertThat(letters.post("lead-1", letter, "return", "reason", "too late").status())
        .isEqualTo(200);
    assertThat(letters.post("ops-1", letter, "discard", "reason", "too late").status())
        .isEqualTo(200);
    assertThat(letters.post("lead-1", letter, "approve").json().path("state").asText())
        .isEqualTo("discarded");
    assertThat(cases()).isZero();
  }

  @Test
  void whatWasSentAgainCannotBeSentOnceMore() {
    var letter = handedIn(good);
    letters.post("lead-1", letter, "approve");
    letters.awaitState(letter, "accepted");

    var again = letters.post("ops-1", letter, "resubmit", "body", good, "reason", "once more");

    assertThat(again.status()).as(again.body()).isEqualTo(409);
    assertThat(letters.post("lead-1", letter, "approve").status()).isEqualTo(409);
    assertThat(cases()).isEqualTo(1);
  }

  @Test
  void twoCopiesMendedAlikeMakeOneCase() {
    var first = handedIn(good);
    var second = letters.refused(poison + "\n");
    letters.post("ops-1", second, "resubmit", "body", good, "reason", "score");

    letters.post("lead-1", first, "approve");
    letters.post("lead-1", second, "approve");

    letters.awaitState(first, "accepted");
    letters.awaitState(second, "accepted");
    assertThat(cases()).isEqualTo(1);
    assertThat(
            jdbc.sql("select deliveries from inbox where event_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void aReplayThatIsRefusedComesBackAsTheNextOfItsChain() {
    var letter = handedIn(good);
    desk.open(id, TestEvents.highRisk(id).replace("18450.00", "1.00"));

    letters.post("lead-1", letter, "approve");

    var before = letters.awaitState(letter, "refused_again");
    var next = before.at("/chain/1");
    assertThat(next.path("reason").asText()).isEqualTo("CONFLICTING_DUPLICATE");
    assertThat(next.path("replay_count").asInt()).isEqualTo(1);
    assertThat(next.path("chain_id").asText()).isEqualTo(letter);
    assertThat(next.path("message_id").asText()).isEqualTo("replay:%s:1".formatted(letter));
    assertThat(next.path("state").asText()).isEqualTo("open");
    assertThat(before.path("original").isNull()).isTrue();
    assertThat(letters.inBroker(id)).isTrue();

    // Discarding the last of the chain lets go of all of it.
    var last = next.path("dead_letter_id").asText();
    assertThat(letters.post("ops-1", last, "discard", "reason", "a case is there").status())
        .isEqualTo(200);
    letters.post("lead-1", last, "approve");
    letters.awaiting(letter, found -> found.path("original").asText().equals("settled"));
    letters.awaiting(last, found -> found.path("original").asText().equals("settled"));
    assertThat(letters.inBroker(id)).isFalse();
    assertThat(cases()).isEqualTo(1);
  }

  @Test
  void theSecondReplayOfAChainHasTheNextNumber() {
    var letter = handedIn(good);
    desk.open(id, TestEvents.highRisk(id).replace("18450.00", "1.00"));
    letters.post("lead-1", letter, "approve");
    var next = letters.awaitState(letter, "refused_again").at("/chain/1/dead_letter_id").asText();
    var other = TestEvents.id();

    letters.post("ops-1", next, "resubmit", "body", TestEvents.kyc(other), "reason", "another id");
    letters.post("lead-1", next, "approve");

    letters.awaitState(next, "accepted");
    assertThat(
            jdbc.sql("select sent_as from dead_letter where dead_letter_id = :id")
                .param("id", next)
                .query(String.class)
                .single())
        .isEqualTo("replay:%s:2".formatted(letter));
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from audit_event where kind = 'dead_letter_replay_accepted'
                      and case_id = :id
                    """)
                .param("id", other)
                .query(Integer.class)
                .single())
        .as("told in the trail of the case that it opened")
        .isEqualTo(1);
  }

  @Test
  void aSecondPersonGivesItBackWithAReasonAndItIsMendedBetter() {
    var letter = handedIn(good.replace("0.91", "0.5"));

    assertThat(letters.post("lead-1", letter, "return").status()).isEqualTo(422);
    var back = letters.post("lead-1", letter, "return", "reason", "the score was 0.91").json();

    assertThat(back.path("state").asText()).isEqualTo("mending");
    assertThat(back.at("/proposal/returned").asText()).isEqualTo("the score was 0.91");
    assertThat(letters.post("lead-1", letter, "approve").status()).isEqualTo(409);
    letters.post("ops-1", letter, "resubmit", "body", good, "reason", "as the log says");
    letters.post("lead-1", letter, "approve");
    assertThat(desk.awaitReview(id).at("/risk/score").asDouble()).isEqualTo(0.91);
  }

  @Test
  void whatWasTakenUpCanBePutBackAndIsNotTakenUpTwice() {
    var letter = letters.refused(poison);

    assertThat(letters.post("ops-1", letter, "take-up").json().path("state").asText())
        .isEqualTo("mending");
    assertThat(letters.post("ops-1", letter, "take-up").status()).isEqualTo(409);
    assertThat(letters.post("ops-1", letter, "put-back").json().path("state").asText())
        .isEqualTo("open");
    assertThat(letters.post("ops-1", letter, "put-back").status()).isEqualTo(409);
    assertThat(
            processes
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(
                    letters.get("ops-1", letter).at("/repair/repair_id").asText())
                .count())
        .isZero();
  }

  @Test
  void onlyThoseWhoMendAndApproveSeeTheBodyAndReadingItIsAFact() {
    var letter = letters.refused(poison);

    var auditor = desk.get("auditor-1", "/api/v1/dead-letters/" + letter);
    assertThat(auditor.status()).isEqualTo(200);
    assertThat(auditor.body()).doesNotContain("u-" + id).contains("/risk/score");
    assertThat(auditor.json().path("last_good").isNull()).isTrue();
    assertThat(letters.trail(letter)).noneMatch(fact -> fact.startsWith("dead_letter_read"));
    assertThat(letters.get("ops-1", letter).path("body").asText()).isEqualTo(poison);
    assertThat(letters.trail(letter)).contains("dead_letter_read ops-1");

    assertThat(desk.get("analyst-1", "/api/v1/dead-letters/" + letter).status()).isEqualTo(403);
    assertThat(letters.post("lead-1", letter, "resubmit", "reason", "r").status()).isEqualTo(403);
    assertThat(letters.post("auditor-1", letter, "take-up").status()).isEqualTo(403);
    assertThat(letters.post("auditor-1", letter, "approve").status()).isEqualTo(403);
    assertThat(letters.post("ops-1", "none", "take-up").status()).isEqualTo(404);
    assertThat(desk.get("ops-1", "/api/v1/dead-letters/none").status()).isEqualTo(404);
  }

  @Test
  void besideItStandsTheLastGoodMessageWithNothingPersonal() {
    var before = TestEvents.id();
    desk.open(before, TestEvents.kyc(before));
    var letter = letters.refused(good.replace("\"user_id\":\"u-%s\",".formatted(id), ""));

    var shown = letters.get("ops-1", letter);

    assertThat(shown.path("pointer").asText()).isEqualTo("/actor/user_id");
    assertThat(shown.at("/flaw/pointer").asText()).isEqualTo("/actor/user_id");
    assertThat(shown.at("/last_good/pointer").asText()).isEqualTo("/actor");
    assertThat(shown.at("/last_good/fields/user_id").asText()).matches("‹text of \\d+ characters›");
    assertThat(shown.at("/last_good/fields").toString()).doesNotContain("u-");
    assertThat(shown.at("/last_good/producer").asText()).isEqualTo("2026.11.1");
  }

  @Test
  void lettersThatFailAlikeStandInOneGroup() {
    var one = letters.refused(poison);
    var two = letters.refused(poison.replace(id, TestEvents.id()));
    var signature = letters.get("ops-1", one).path("signature").asText();
    assertThat(letters.get("ops-1", two).path("signature").asText()).isEqualTo(signature);

    var groups = desk.get("ops-1", "/api/v1/dead-letters/groups").json();

    var group =
        groups.findParents("signature").stream()
            .filter(each -> each.path("signature").asText().equals(signature))
            .findFirst()
            .orElseThrow();
    assertThat(group.path("pointer").asText()).isEqualTo("/risk/score");
    assertThat(group.path("rule").asText()).isEqualTo("is required");
    assertThat(group.path("open").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(desk.get("ops-1", "/api/v1/dead-letters?state=open&signature=" + signature).body())
        .contains(one, two);
    assertThat(desk.get("ops-1", "/api/v1/dead-letters/groups?state=some").status()).isEqualTo(422);
  }

  @Test
  void aRoutedMessageIsSentAgainWithItsProperties() {
    desk.publish("medium-risk", id, 1);
    var letter =
        await()
            .until(
                () ->
                    jdbc.sql(
                            """
                            select dead_letter_id from dead_letter
                            where entity = 'fraud-cases-topic/medium-risk' and state = 'open'
                              and description like '%no such case%'
                            order by seen_at desc
                            """)
                        .query(String.class)
                        .list(),
                found -> !found.isEmpty())
            .get(0);
    desk.open(id, TestEvents.mediumRisk(id));

    letters.post("ops-1", letter, "resubmit", "reason", "the case is there now");
    letters.post("lead-1", letter, "approve");

    letters.awaitState(letter, "accepted");
    letters.awaiting(letter, found -> found.path("original").asText().equals("settled"));
  }
}
