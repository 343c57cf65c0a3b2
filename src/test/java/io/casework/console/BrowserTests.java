package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.casework.Browser;
import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An analyst decides a case in a real browser; the screenshots are kept. */
@CaseworkTest
class BrowserTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  @BeforeAll
  static void aBrowser() throws IOException, InterruptedException {
    Browser.assumeInstalled();
  }

  @AfterEach
  void everybodyBack() {
    jdbc.sql("update analyst set available = true").update();
  }

  @Test
  @Tag("S2-05")
  @Tag("S2-16")
  void anAnalystDecidesACaseInTasklist() throws IOException, InterruptedException {
    jdbc.sql("update analyst set available = false where level = 0").update();
    var id = TestEvents.id();
    desk.open(id, TestEvents.mediumRisk(id));

    var run = Browser.run(desk, "analyst-1", "decide-a-case.js");

    assertThat(run.exitCode()).as(run.output()).isZero();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                """
                                select count(*) from case_resolution
                                where decided_by = 'analyst-1' and decision = 'confirm_fraud'
                                """)
                            .query(Integer.class)
                            .single())
                    .isPositive());
    try (var pictures = Files.list(Browser.SCREENSHOTS)) {
      assertThat(pictures).isNotEmpty();
    }
  }
}
