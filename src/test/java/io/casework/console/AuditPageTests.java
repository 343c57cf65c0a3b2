package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.Browser;
import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An auditor follows a case in a real browser. */
@CaseworkTest
class AuditPageTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  @BeforeAll
  static void aBrowser() throws IOException, InterruptedException {
    Browser.assumeInstalled();
  }

  @Test
  void thePageIsForAuditorsAndBringsNoScriptOfOthers() {
    assertThat(desk.get("", "/audit").status()).isEqualTo(401);
    assertThat(desk.get("lead-1", "/audit/index.html").status()).isEqualTo(403);
    var page = desk.get("auditor-1", "/audit");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.response().headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'self'")
        .doesNotContain("unsafe");
  }

  @Test
  @Tag("S2-82")
  void anAuditorFollowsACase() throws IOException, InterruptedException {
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));
    desk.post("analyst-kyc", "/api/v1/cases/" + id + "/escalate", "");
    desk.get("analyst-1", "/api/v1/cases/" + id);
    var version = desk.get("lead-1", "/api/v1/cases/" + id).json().path("version").asInt();

    var run = Browser.run(desk, "auditor-1", "follow-a-case.js", "--case", id);

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(desk.get("lead-1", "/api/v1/cases/" + id).json().path("version").asInt())
        .isEqualTo(version);
  }
}
