package io.casework.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each event at most once; what is wrong is dead-lettered with its reason. */
@CaseworkTest
class IntakeTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  @Value("${casework.notification.dry-run-file}")
  Path notices;

  @Test
  @Tag("S2-116")
  @Tag("S2-117")
  @Tag("S2-118")
  void aPoisonMessageIsDeadLetteredAtOnceAndTheNextOneWorks() {
    var poison = TestEvents.id();
    var good = TestEvents.id();

    desk.send(
        TestEvents.highRisk(poison).replace("\"score\":0.91,", ""), TestEvents.highRisk(good));

    await()
        .atMost(Duration.ofSeconds(2))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> desk.get("lead-1", "/api/v1/cases/" + good).status() == 200);
    var letter = awaitDeadLetter(poison);
    assertThat(letter.getDeadLetterReason()).isEqualTo("SCHEMA_INVALID");
    assertThat(letter.getDeadLetterErrorDescription()).isEqualTo("/risk/score: is required");
    assertThat(letter.getDeliveryCount()).isLessThanOrEqualTo(1);
    assertThat(desk.get("lead-1", "/api/v1/cases/" + poison).status()).isEqualTo(404);
    assertThat(desk.get("ops-1", "/api/v1/dead-letters").body())
        .contains("SCHEMA_INVALID", "/risk/score: is required");
    await().untilAsserted(() -> assertThat(Files.readString(notices)).contains("channel:ops"));
  }

  @Test
  @Tag("X-17")
  void anEventThatComesAgainIsSettledAndCounted() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));

    desk.send(TestEvents.kyc(id), TestEvents.kyc(id));

    await().untilAsserted(() -> assertThat(deliveries(id)).isEqualTo(3));
    assertThat(cases(id)).isEqualTo(1);
  }

  @Test
  @Tag("X-17")
  void theSameIdInCapitalsIsTheSameEvent() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));

    desk.send(TestEvents.kyc(id).replace("\"id\":\"" + id, "\"id\":\"" + id.toUpperCase()));

    // Another body, so it is refused; but it never opens a second case.
    assertThat(awaitDeadLetter(id.toUpperCase()).getDeadLetterReason())
        .isEqualTo("CONFLICTING_DUPLICATE");
    assertThat(cases(id)).isEqualTo(1);
  }

  @Test
  @Tag("X-17")
  void theSameIdWithAnotherBodyIsDeadLetteredAndTheCaseUntouched() {
    var id = TestEvents.id();
    var before = desk.open(id, TestEvents.kyc(id));

    desk.send(TestEvents.kyc(id).replace("18450.00", "1.00"));

    var letter = awaitDeadLetter(id);
    assertThat(letter.getDeadLetterReason()).isEqualTo("CONFLICTING_DUPLICATE");
    var after = desk.get("lead-1", "/api/v1/cases/" + id).json();
    assertThat(after.path("version")).isEqualTo(before.path("version"));
    assertThat(after.path("transaction")).isEqualTo(before.path("transaction"));
  }

  @Test
  void aHundredEventsInRandomRepetitionOpenAHundredCases() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      ids.add(TestEvents.id());
    }
    var bodies = new ArrayList<String>();
    for (int times = 0; times < 4; times++) {
      ids.forEach(id -> bodies.add(TestEvents.mediumRisk(id)));
    }
    Collections.shuffle(bodies, new Random(7));

    desk.send(bodies.toArray(String[]::new));

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                "select coalesce(sum(deliveries), 0) from inbox where event_id in (:ids)")
                            .param("ids", ids)
                            .query(Integer.class)
                            .single())
                    .isEqualTo(400));
    assertThat(
            jdbc.sql("select case_id from case_record where case_id in (:ids)")
                .param("ids", ids)
                .query(String.class)
                .list())
        .hasSize(100);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(openTasks(ids)).isEqualTo(100));
  }

  @Test
  void aMessageForACaseNobodyKnowsIsDeadLetteredAtItsSubscription() {
    desk.publish("high-risk", TestEvents.id(), 1);

    await()
        .untilAsserted(
            () ->
                assertThat(desk.get("ops-1", "/api/v1/dead-letters").body())
                    .contains("fraud-cases-topic/high-risk", "there is no such case"));
  }

  private int openTasks(List<String> ids) {
    return jdbc.sql(
            """
            select count(*) from act_ru_task t join act_ru_execution e on e.id_ = t.proc_inst_id_
            where e.business_key_ in (:ids)
            """)
        .param("ids", ids)
        .query(Integer.class)
        .single();
  }

  private int deliveries(String id) {
    return jdbc.sql("select deliveries from inbox where event_id = :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  private int cases(String id) {
    return jdbc.sql("select count(*) from case_record where case_id = :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  private ServiceBusReceivedMessage awaitDeadLetter(String text) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                desk.deadLetters().stream()
                    .filter(letter -> letter.getBody().toString().contains(text))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }
}
