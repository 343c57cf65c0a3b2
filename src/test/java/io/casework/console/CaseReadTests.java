package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever sees something of a case is in its trail. */
@CaseworkTest
class CaseReadTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  private final String id = TestEvents.id();
  private final String address = "/api/v1/cases/" + id;

  @BeforeEach
  void aCase() {
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
    desk.open(id, TestEvents.kyc(id));
  }

  @Test
  @Tag("S2-82")
  void aCaseThatDoesNotExistForSomebodyWasNotRead() {
    assertThat(desk.get("analyst-1", address).status()).isEqualTo(404);

    assertThat(reads("analyst-1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', record", "/timeline, timeline", "/related, related", "/notes, notes"})
  @Tag("S2-82")
  void everyViewOfACaseLeavesOneRecord(String part, String view) {
    assertThat(desk.get("senior-2", address + part).status()).isEqualTo(200);

    var found = reads("senior-2");
    assertThat(found).hasSize(1);
    assertThat(found.get(0).facts().path("view").asText()).isEqualTo(view);
    assertThat(found.get(0).facts().path("masked").asBoolean()).isFalse();
  }

  @Test
  void whoSeesPersonalFieldsMaskedIsRecordedSo() {
    desk.get("auditor-1", address);

    assertThat(reads("auditor-1").get(0).facts().path("masked").asBoolean()).isTrue();
  }

  @Test
  void theTimelineTellsWhatHappenedAndNotWhoLooked() {
    desk.get("senior-2", address);

    var kinds = desk.get("lead-1", address + "/timeline").json().findValuesAsText("kind");

    assertThat(kinds).contains("case_routed", "case_assigned").doesNotContain("case_read");
  }

  @Test
  void anActionIsItsOwnRecordOfWhatItShowed() {
    desk.post("analyst-kyc", address + "/pause", "{\"reason\":\"asked the customer\"}");

    assertThat(reads("analyst-kyc")).isEmpty();
  }

  @Test
  void claimingWhatOneHasAlreadyIsReadingIt() {
    assertThat(desk.post("analyst-kyc", address + "/claim", "").status()).isEqualTo(200);

    assertThat(reads("analyst-kyc")).hasSize(1);
  }

  @Test
  void listsAreNotRecordedBecauseTheyShowNothingPersonal() {
    var before = reads("senior-2").size();

    var listed = desk.get("senior-2", "/api/v1/cases?q=" + id).body();

    assertThat(listed).contains(id).doesNotContain("u-" + id, "203.0.113.77");
    assertThat(reads("senior-2")).hasSize(before);
  }

  @Test
  @Tag("S1-87")
  void aPaymentThatIsLookedAtIsRecordedWithItsView() {
    var payment =
        desk.post(
                "decision-service",
                "/api/v1/transactions",
                "{\"sender_id\":\"read-1\",\"receiver_id\":\"read-2\",\"amount_zar\":120}")
            .json()
            .path("transaction_id")
            .asText();

    desk.get("ml-1", "/api/v1/transactions/" + payment);
    desk.get("ml-1", "/api/v1/transactions/" + payment + "/score");
    desk.get("ml-1", "/api/v1/transactions?size=3");

    assertThat(trail().of("payment_read", payment))
        .extracting(line -> line.facts().path("view").asText())
        .containsExactly("payment", "score");
    assertThat(trail().last("payment_read", "").facts().path("count").asInt()).isBetween(1, 3);
  }

  @Test
  void labelsThatLeaveAreCounted() {
    var labels = desk.get("ml-1", "/api/v1/labels").json().size();

    var record = trail().last("labels_exported", "");

    assertThat(record.actor()).isEqualTo("ml-1");
    assertThat(record.facts().path("count").asInt()).isEqualTo(labels);
  }

  private List<Trail.Line> reads(String user) {
    return trail().of("case_read", id).stream().filter(line -> line.actor().equals(user)).toList();
  }

  private Trail trail() {
    return new Trail(jdbc);
  }
}
