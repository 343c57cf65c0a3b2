package io.casework.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Intake stops at a limit, gives nothing back, and goes on by itself. */
@CaseworkTest
@TestPropertySource(
    properties = {"casework.intake.limits.jobs=10", "casework.intake.limits.interval=PT0.05S"})
class BackpressureTests {

  private static final int EVENTS = 400;

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired JobExecutor jobs;
  @Autowired Backpressure backpressure;
  @Autowired MeterRegistry meters;

  @Test
  void aStrainStandsUntilHalfOfItsLimit() {
    var jobs = EnumSet.of(Strain.JOBS);

    assertThat(Backpressure.standing(Set.of(), Map.of(Strain.JOBS, 1.0))).isEmpty();
    assertThat(Backpressure.standing(Set.of(), Map.of(Strain.JOBS, 1.1))).isEqualTo(jobs);
    assertThat(Backpressure.standing(jobs, Map.of(Strain.JOBS, 0.6))).isEqualTo(jobs);
    assertThat(Backpressure.standing(jobs, Map.of(Strain.JOBS, 0.5))).isEmpty();
  }

  @Test
  void whatTheEngineCannotWorkOnStaysOnTheBusAndLosesNoDelivery() {
    var ids = Stream.generate(TestEvents::id).limit(EVENTS).toList();
    jobs.shutdown();
    try {
      desk.send(ids.stream().map(TestEvents::mediumRisk).toArray(String[]::new));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> backpressure.health().getStatus().equals(Status.DOWN));
      await()
          .atMost(Duration.ofSeconds(20))
          .during(Duration.ofSeconds(1))
          .until(() -> opened(ids), number -> number < EVENTS);
      assertThat(desk.get("analyst-1", "/api/v1/cases?size=1").status())
          .as("people can work")
          .isEqualTo(200);
    } finally {
      jobs.start();
    }

    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(inReview(ids)).isEqualTo(EVENTS));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> backpressure.health().getStatus().equals(Status.UP));
    assertThat(meters.get("casework.message.deliveries").tag("entity", "fraud-cases-inbound"))
        .extracting(search -> search.summary().max())
        .isEqualTo(1.0);
    assertThat(
            jdbc.sql("select count(*) from audit_event where kind = 'intake_was_paused'")
                .query(Integer.class)
                .single())
        .isPositive();
  }

  private int opened(List<String> ids) {
    return count("select count(*) from case_record where case_id in (:ids)", ids);
  }

  private int inReview(List<String> ids) {
    return count(
        "select count(*) from case_record where case_id in (:ids) and review_round = 1", ids);
  }

  private int count(String sql, List<String> ids) {
    return jdbc.sql(sql).param("ids", ids).query(Integer.class).single();
  }
}
