package io.casework.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.CaseworkTest;
import io.casework.TestClock;
import io.casework.TestDesk;
import io.casework.TestEvents;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is noticed late, after downtime, says so. */
@CaseworkTest
class LatenessTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired MeterRegistry meters;

  private final ObjectMapper json = new ObjectMapper();
  private final String id = TestEvents.id();

  @Test
  @Tag("S2-65")
  void aBreachThatIsNoticedLateSaysByHowMuch() throws Exception {
    desk.open(id, TestEvents.mediumRisk(id));

    TestClock.advance(Duration.ofHours(8).plusMinutes(20));

    var escalated = awaitLevel(1);
    assertThat(escalated.path("breach_late_by").asLong()).isBetween(1195L, 1260L);
    assertThat(fact("sla_breached").path("late_by").asLong()).isBetween(1195L, 1260L);
    assertThat(fact("case_escalated").path("late_by").asLong()).isBetween(1195L, 1260L);
    assertThat(fact("sla_breached").path("due_at").asText()).isNotEmpty();
    assertThat(lateness("slaBreached")).isGreaterThanOrEqualTo(1195);
  }

  @Test
  void aBreachInTimeSaysNothingOfTheKind() throws Exception {
    desk.open(id, TestEvents.mediumRisk(id));

    TestClock.advance(Duration.ofHours(8).plusSeconds(1));

    assertThat(awaitLevel(1).path("breach_late_by").isNull()).isTrue();
    assertThat(fact("sla_breached").has("late_by")).isFalse();
    assertThat(fact("case_escalated").has("late_by")).isFalse();
  }

  @Test
  void aCaseThatComesPastItsDueTimeIsNotNoticedLate() throws Exception {
    desk.send(TestEvents.dueAt(TestEvents.highRisk(id), Instant.parse("2026-11-01T00:00:00Z")));

    assertThat(awaitLevel(1).path("breach_late_by").isNull()).isTrue();
    assertThat(fact("sla_breached").has("late_by")).isFalse();
  }

  @Test
  void aCaseThatIsHandedUpOnRequestIsNotLate() throws Exception {
    desk.open(id, TestEvents.kyc(id));

    desk.post(desk.owner(id), "/api/v1/cases/" + id + "/escalate", "");

    awaitLevel(1);
    assertThat(fact("case_escalated").has("late_by")).isFalse();
  }

  @Test
  @Tag("S2-64")
  void aLateReminderSaysSoToo() throws Exception {
    desk.open(id, TestEvents.kyc(id));

    TestClock.advance(Duration.ofHours(6).plusMinutes(10));

    desk.awaitCase(id, now -> count("sla_reminded") == 1);
    assertThat(fact("sla_reminded").path("late_by").asLong()).isBetween(595L, 660L);
  }

  private JsonNode awaitLevel(int level) {
    return desk.awaitCase(id, now -> now.path("escalation_level").asInt() == level);
  }

  private int count(String kind) {
    return jdbc.sql("select count(*) from audit_event where case_id = :id and kind = :kind")
        .param("id", id)
        .param("kind", kind)
        .query(Integer.class)
        .single();
  }

  private JsonNode fact(String kind) throws IOException {
    return json.readTree(
        jdbc.sql("select facts from audit_event where case_id = :id and kind = :kind")
            .param("id", id)
            .param("kind", kind)
            .query(String.class)
            .single());
  }

  private double lateness(String timer) {
    return meters
        .get("casework.sla.timer.lateness")
        .tag("timer", timer)
        .timer()
        .max(TimeUnit.SECONDS);
  }
}
