package io.casework.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is said of a closed case is in a bundle of it. */
@CaseworkTest
class LateAdditionTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  private final String id = TestEvents.id();

  @BeforeEach
  void open() {
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
    desk.open(id, TestEvents.kyc(id));
  }

  @Test
  void aNoteOnAnOpenCaseAsksForNone() {
    note();

    assertThat(reasons()).isEmpty();
  }

  @Test
  void aNoteOnAClosedCaseAsksForOneMore() {
    var decided =
        desk.post(
            desk.owner(id),
            "/api/v1/cases/" + id + "/resolution",
            "{\"decision\":\"legit\",\"reason_code\":\"travel\",\"note\":\"rang back\"}");
    assertThat(decided.status()).as(decided.body()).isEqualTo(200);
    awaitSealed(List.of("closing"));

    note();

    awaitSealed(List.of("closing", "addition"));
  }

  private void note() {
    var answer =
        desk.post("lead-1", "/api/v1/cases/" + id + "/notes", "{\"text\":\"the bank wrote\"}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  private void awaitSealed(List<String> wanted) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(reasons()).isEqualTo(wanted);
              assertThat(states()).containsOnly("sealed");
            });
  }

  private List<String> reasons() {
    return column("reason");
  }

  private List<String> states() {
    return column("state");
  }

  private List<String> column(String name) {
    return jdbc.sql("select " + name + " from case_bundle where case_id = :id order by version")
        .param("id", id)
        .query(String.class)
        .list();
  }
}
