package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.casework.CaseworkTest;
import io.casework.Node;
import io.casework.TestDesk;
import io.casework.TestEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path SCRIPT = Path.of("src/test/js/browser");
  private static final Path WORK = Path.of("target/js/browser");
  private static final Path SCREENSHOTS = Path.of("target/screenshots").toAbsolutePath();

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  @BeforeAll
  static void aBrowser() throws IOException, InterruptedException {
    Node.assumeInstalled("node", "npm");
    assumeTrue(Files.isExecutable(CHROMIUM), CHROMIUM + " is not installed");
    Files.createDirectories(WORK);
    for (var file : new String[] {"package.json", "package-lock.json", "decide-a-case.js"}) {
      Files.write(WORK.resolve(file), Files.readAllBytes(SCRIPT.resolve(file)));
    }
    if (!Files.isDirectory(WORK.resolve("node_modules"))) {
      var installed = Node.run(WORK, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      assumeTrue(installed.exitCode() == 0, "npm ci failed: " + installed.output());
    }
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

    var run =
        Node.run(
            WORK,
            "node",
            "decide-a-case.js",
            "--base-url",
            desk.url(),
            "--user",
            "analyst-1",
            "--password",
            TestDesk.PASSWORD,
            "--screenshots",
            SCREENSHOTS.toString());

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
    try (var pictures = Files.list(SCREENSHOTS)) {
      assertThat(pictures).isNotEmpty();
    }
  }
}
