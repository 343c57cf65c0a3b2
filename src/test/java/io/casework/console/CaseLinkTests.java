package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Where the links in messages lead. */
@CaseworkTest
@Tag("S2-62")
@Tag("S2-63")
class CaseLinkTests {

  private static final String TASKLIST = "/camunda/app/tasklist/default/#/";

  @Autowired TestDesk desk;
  @Autowired TaskService tasks;

  private final String id = TestEvents.id();

  @Test
  void theLinkOfAnOpenCaseOpensItsTask() {
    desk.open(id, TestEvents.kyc(id));

    assertThat(target()).isEqualTo(TASKLIST + "?task=" + task());
  }

  @Test
  void theSameLinkOpensTheNextTaskOfACaseThatWasHandedUp() {
    desk.open(id, TestEvents.kyc(id));
    desk.post(desk.owner(id), "/api/v1/cases/" + id + "/escalate", "");
    desk.awaitCase(id, now -> now.path("escalation_level").asInt() == 1);

    assertThat(target()).isEqualTo(TASKLIST + "?task=" + task());
  }

  @Test
  void theLinkOfACaseThatIsClosedOrUnknownOpensTasklist() {
    desk.open(id, TestEvents.kyc(id));
    desk.post(
        desk.owner(id),
        "/api/v1/cases/" + id + "/resolution",
        "{\"decision\":\"legit\",\"reason_code\":\"travel\"}");
    desk.awaitCase(id, now -> now.path("status").asText().equals("closed"));

    assertThat(target()).isEqualTo(TASKLIST);
    assertThat(
            desk.get("", "/cases/" + TestEvents.id()).response().headers().firstValue("Location"))
        .contains(TASKLIST);
  }

  private String task() {
    return tasks.createTaskQuery().processInstanceBusinessKey(id).singleResult().getId();
  }

  private String target() {
    var answer = desk.get("", "/cases/" + id);
    assertThat(answer.status()).isEqualTo(302);
    return answer.response().headers().firstValue("Location").orElse("");
  }
}
