package io.casework.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.CaseworkTest;
import io.casework.TestClock;
import io.casework.TestDesk;
import io.casework.TestEvents;
import io.casework.core.CaseId;
import io.casework.routing.ControlSample;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long a case is kept, what forbids its erasure, and who may ask for it. */
@CaseworkTest
@Tag("S2-68")
class RetentionTests {

  private static final String REQUEST = "{\"reason_code\":\"data_subject_request\"}";
  private static final String HOLD = "{\"reference\":\"case 4711/26\",\"reason\":\"in court\"}";

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired RetentionSweep sweep;
  @Autowired ControlSample sample;

  private final String id = TestEvents.id();

  private String path(String below) {
    return "/api/v1/cases/" + id + below;
  }

  private JsonNode view() {
    return desk.get("lead-1", path("")).json();
  }

  private void decide(String decision, String country) {
    var event =
        TestEvents.highRisk(id)
            .replace("\"country\":\"ZA\"", "\"country\":\"%s\"".formatted(country));
    desk.open(id, event);
    resolve(decision);
  }

  private void resolve(String decision) {
    var answer =
        desk.post(
            desk.owner(id),
            path("/resolution"),
            """
            {"decision":"%s","reason_code":"%s","note":"looked at"}
            """
                .formatted(decision, decision.equals("legit") ? "travel" : "account_takeover"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private TestDesk.Answer confirm(String user) {
    return desk.post(user, path("/erasure/confirmation"), "");
  }

  private void erase() {
    assertThat(desk.post("lead-1", path("/erasure"), REQUEST).status()).isEqualTo(200);
    assertThat(confirm("admin").status()).isEqualTo(200);
  }

  private int facts(String kind) {
    return jdbc.sql("select count(*) from audit_event where case_id = :id and kind = :kind")
        .param("id", id)
        .param("kind", kind)
        .query(Integer.class)
        .single();
  }

  private void runSweep() {
    sweep.restart();
    IntStream.iterate(1, found -> found > 0, found -> sweep.classifySome() + sweep.eraseSome())
        .forEach(found -> {});
  }

  @ParameterizedTest
  @CsvSource({
    "confirm_fraud, DE, confirmed-fraud, 1826",
    "legit, DE, legitimate, 540",
    "legit, ZA, legitimate, 1095",
    "legit, US, legitimate, 1095"
  })
  void aDecidedCaseGetsItsClassAtOnce(
      String decision, String country, String retentionClass, int days) {
    decide(decision, country);

    var retention = view().path("retention");
    assertThat(retention.path("class").asText()).isEqualTo(retentionClass);
    assertThat(Instant.parse(retention.path("delete_after").asText()))
        .isEqualTo(Instant.parse(view().path("closed_at").asText()).plus(Duration.ofDays(days)));
    assertThat(retention.path("holds")).isEmpty();
  }

  @Test
  void anOpenCaseHasNoClassAndCannotBeErased() {
    var open = desk.open(id, TestEvents.highRisk(id));

    assertThat(open.path("retention").path("class").isNull()).isTrue();
    var answer = desk.post("lead-1", path("/erasure"), REQUEST);
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("only a closed case");
  }

  @Test
  void aReopenedCaseLosesItsClassAndARequestUntilItIsClosedAgain() {
    decide("legit", "DE");
    desk.post("lead-1", path("/erasure"), REQUEST);
    desk.post("lead-1", path("/reopen"), "{\"note\":\"called back\"}");

    assertThat(view().path("retention").path("class").isNull()).isTrue();
    assertThat(desk.get("lead-1", path("/erasure")).status()).isEqualTo(404);
    assertThat(confirm("admin").status()).isEqualTo(404);

    resolve("confirm_fraud");
    assertThat(view().path("retention").path("class").asText()).isEqualTo("confirmed-fraud");
  }

  @Test
  void aClearedCaseIsClassifiedByTheSweep() {
    var cleared =
        Stream.generate(TestEvents::id)
            .filter(candidate -> !sample.draws(new CaseId(candidate)))
            .findFirst()
            .orElseThrow();
    desk.send(TestEvents.unsuspicious(cleared));
    desk.awaitCase(cleared, now -> now.path("status").asText().equals("closed"));
    var path = "/api/v1/cases/" + cleared;
    assertThat(desk.get("lead-1", path).json().path("retention").path("class").isNull()).isTrue();

    runSweep();

    assertThat(desk.get("lead-1", path).json().path("retention").path("class").asText())
        .isEqualTo("cleared");
  }

  @Test
  void theLegalMinimumStandsAgainstARequest() {
    decide("confirm_fraud", "DE");

    var answer = desk.post("lead-1", path("/erasure"), REQUEST);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("is kept until 2031-").contains("confirmed-fraud");
    assertThat(facts("erasure_requested")).isZero();
  }

  @Test
  void aClassThatSaysSoIsErasedOnRequestByTwoPeople() {
    decide("legit", "DE");
    assertThat(desk.post("lead-1", path("/erasure"), REQUEST).status()).isEqualTo(200);

    var alone = confirm("lead-1");
    assertThat(alone.status()).isEqualTo(409);
    assertThat(alone.body()).contains("another person than lead-1");
    assertThat(view().path("erased_at").isNull()).isTrue();

    assertThat(confirm("admin").json().path("confirmed_by").asText()).isEqualTo("admin");
    assertThat(view().path("erased_at").isNull()).isFalse();
    assertThat(facts("case_erased")).isEqualTo(1);
  }

  @Test
  void aRepeatErasesNothingTwice() {
    decide("legit", "DE");
    erase();
    var first = desk.get("lead-1", path("/erasure")).body();

    assertThat(confirm("admin").body()).isEqualTo(first);
    assertThat(desk.post("lead-1", path("/erasure"), REQUEST).body()).isEqualTo(first);
    assertThat(facts("case_erased")).isEqualTo(1);
  }

  @Test
  void anErasedCaseTakesNoTextAndIsNotReopened() {
    decide("legit", "DE");
    erase();

    for (var attempt :
        new TestDesk.Answer[] {
          desk.post("lead-1", path("/notes"), "{\"text\":\"she lives in …\"}"),
          desk.post("lead-1", path("/reopen"), "{\"note\":\"again\"}"),
          desk.post("lead-1", path("/holds"), HOLD)
        }) {
      assertThat(attempt.status()).as(attempt.body()).isEqualTo(409);
      assertThat(attempt.body()).contains("was erased");
    }
  }

  @Test
  void anErasedCaseIsFoundByItsIdAndNoMoreByItsPerson() {
    decide("legit", "DE");
    assertThat(total("u-" + id)).isEqualTo(1);
    erase();

    assertThat(total("u-" + id)).isZero();
    assertThat(total("erased")).isZero();
    assertThat(total(id)).isEqualTo(1);
    assertThat(desk.get("lead-1", path("/related")).json()).isEmpty();
  }

  private int total(String text) {
    return desk.get("lead-1", "/api/v1/cases?q=" + text).json().path("total").asInt();
  }

  @Test
  void casesOfOnePersonAreRelatedByTheirToken() {
    var other = TestEvents.id();
    desk.open(id, TestEvents.mediumRisk(id));
    desk.open(other, TestEvents.mediumRisk(other).replace("u-" + other, "u-" + id));

    var related = desk.get("lead-1", "/api/v1/cases/" + other + "/related").json();

    assertThat(related).hasSize(1);
    assertThat(related.get(0).path("case_id").asText()).isEqualTo(id);
    var findings = desk.get("lead-1", "/api/v1/cases/" + other).json().path("findings");
    assertThat(findings.toString()).contains("1 earlier events of this customer");
  }

  @Test
  void whileAHoldStandsNothingIsErased() {
    decide("legit", "DE");
    var hold = desk.post("lead-1", path("/holds"), HOLD).json().path("hold_id").asText();

    var asked = desk.post("lead-1", path("/erasure"), REQUEST);
    assertThat(asked.status()).isEqualTo(409);
    assertThat(asked.body()).contains(hold, "case 4711/26");
    overdue();
    runSweep();
    assertThat(view().path("erased_at").isNull()).isTrue();
    assertThat(view().path("retention").path("holds").get(0).path("hold_id").asText())
        .isEqualTo(hold);

    lift(hold);
    runSweep();
    assertThat(view().path("erased_at").isNull()).isFalse();
    assertThat(desk.get("auditor-1", path("/erasure")).json().path("reason_code").asText())
        .isEqualTo("retention_expired");
  }

  @Test
  void aHoldThatComesBetweenRequestAndConfirmationWins() {
    decide("legit", "DE");
    desk.post("lead-1", path("/erasure"), REQUEST);
    desk.post("lead-1", path("/holds"), HOLD);

    assertThat(confirm("admin").status()).isEqualTo(409);
    assertThat(view().path("erased_at").isNull()).isTrue();
  }

  @Test
  void severalHoldsStandAndEachIsLiftedOnce() {
    desk.open(id, TestEvents.highRisk(id));
    var one = desk.post("lead-1", path("/holds"), HOLD).json().path("hold_id").asText();
    var two = desk.post("lead-1", path("/holds"), HOLD).json().path("hold_id").asText();

    assertThat(lift(one).status()).isEqualTo(200);
    assertThat(lift(one).status()).isEqualTo(409);
    assertThat(view().path("retention").path("holds")).hasSize(1);
    var all = desk.get("auditor-1", path("/holds")).json();
    assertThat(all).hasSize(2);
    assertThat(all.findValuesAsText("hold_id")).containsExactlyInAnyOrder(one, two);
    assertThat(all.findValuesAsText("reason")).containsOnly("in court");
    assertThat(facts("hold_placed")).isEqualTo(2);
    assertThat(facts("hold_lifted")).isEqualTo(1);
  }

  private TestDesk.Answer lift(String hold) {
    return desk.call("lead-1", "DELETE", path("/holds/" + hold), "{\"reason\":\"judged\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"reference\":\"a\"}",
        "{\"reference\":\"\",\"reason\":\"x\"}",
        "{\"reference\":\"<b>\",\"reason\":\"x\"}",
        "{\"reference\":\"a\",\"reason\":\" \"}"
      })
  void aHoldNeedsAReferenceAndAReason(String body) {
    desk.open(id, TestEvents.highRisk(id));

    assertThat(desk.post("lead-1", path("/holds"), body).status()).isEqualTo(422);
    assertThat(desk.get("lead-1", path("/holds")).json()).isEmpty();
  }

  @Test
  void onlyLeadsHoldAndEraseAndAuditorsLook() {
    decide("legit", "DE");

    for (var user : new String[] {"analyst-1", "senior-1", "auditor-1", "ops-1", "qa-1"}) {
      assertThat(desk.post(user, path("/holds"), HOLD).status()).as(user).isEqualTo(403);
      assertThat(desk.post(user, path("/erasure"), REQUEST).status()).as(user).isEqualTo(403);
      assertThat(confirm(user).status()).as(user).isEqualTo(403);
      assertThat(desk.call(user, "DELETE", path("/holds/x"), "{}").status())
          .as(user)
          .isEqualTo(403);
    }
    assertThat(desk.get("auditor-1", path("/holds")).status()).isEqualTo(200);
    assertThat(desk.get("analyst-1", path("/holds")).status()).isEqualTo(403);
    assertThat(desk.get("lead-1", "/api/v1/cases/" + TestEvents.id() + "/holds").status())
        .isEqualTo(404);
    assertThat(
            desk.post("lead-1", path("/erasure"), "{\"reason_code\":\"retention_expired\"}")
                .status())
        .isEqualTo(422);
  }

  @Test
  void theSweepErasesWhatIsOverAndNothingElse() {
    decide("confirm_fraud", "DE");
    runSweep();
    assertThat(view().path("erased_at").isNull()).isTrue();

    overdue();
    runSweep();

    assertThat(view().path("erased_at").isNull()).isFalse();
    assertThat(view().path("notes")).isEmpty();
    assertThat(view().path("outcome").asText()).isEqualTo("confirm_fraud");
    assertThat(view().path("resolutions").get(0).path("note").asText()).isEqualTo("erased");
    assertThat(facts("case_erased")).isEqualTo(1);
  }

  // As if it had been closed long ago; the clock of all other cases is left alone.
  private void overdue() {
    jdbc.sql(
            """
            update case_retention set keep_until = :past, delete_after = :past where case_id = :id
            """)
        .param("past", OffsetDateTime.of(2020, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC))
        .param("id", id)
        .update();
  }

  @Test
  void theSweepRestsForADayOnceAllIsDone() {
    runSweep();
    sweep.tick();
    decide("legit", "DE");
    overdue();

    sweep.tick();
    assertThat(view().path("erased_at").isNull()).isTrue();
    TestClock.advance(Duration.ofHours(25));
    sweep.tick();
    assertThat(view().path("erased_at").isNull()).isFalse();
  }
}
