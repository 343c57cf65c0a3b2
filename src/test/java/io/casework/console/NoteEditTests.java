package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notes can be mended by their author, and nothing that once stood there is lost. */
@CaseworkTest
class NoteEditTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  private final String id = TestEvents.id();
  private final String notes = "/api/v1/cases/" + id + "/notes";
  private String note = "";

  @BeforeEach
  void aNote() {
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
    desk.open(id, TestEvents.kyc(id));
    note =
        desk.post("analyst-kyc", notes, "{\"text\":\"papers look odd\"}")
            .json()
            .path("note_id")
            .asText();
  }

  @Test
  void nobodyElseEditsANoteNotEvenALead() {
    var answer = edit("lead-1", note, "papers are fine");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("only its author");
    assertThat(desk.get("lead-1", notes).body()).contains("papers look odd");
  }

  @Test
  void anotherQueuesAnalystDoesNotFindTheCase() {
    assertThat(edit("analyst-1", note, "x").status()).isEqualTo(404);
    assertThat(edit("auditor-1", note, "x").status()).isEqualTo(403);
  }

  @Test
  void aNoteOfAnotherCaseIsNotFoundHere() {
    assertThat(edit("analyst-kyc", TestEvents.id(), "x").status()).isEqualTo(404);
    assertThat(desk.get("analyst-kyc", notes + "/" + TestEvents.id() + "/versions").status())
        .isEqualTo(404);
  }

  @Test
  void anEmptyTextIsRefused() {
    assertThat(edit("analyst-kyc", note, "  ").status()).isEqualTo(422);
  }

  @Test
  void aClosedCasesNotesStayAsTheyAre() {
    desk.post(
        "analyst-kyc",
        "/api/v1/cases/" + id + "/resolution",
        "{\"decision\":\"confirm_fraud\",\"reason_code\":\"synthetic_identity\",\"note\":\"forged\"}");

    assertThat(edit("analyst-kyc", note, "later thoughts").status()).isEqualTo(409);
  }

  @Test
  @Tag("S2-81")
  void theTextBeforeIsKeptAndTheTrailHasOnlyLengths() {
    var edited = edit("analyst-kyc", note, "papers are forged, says u-" + id);

    assertThat(edited.status()).isEqualTo(200);
    assertThat(edited.json().path("version").asInt()).isEqualTo(2);
    assertThat(edited.json().path("edited_at").isNull()).isFalse();
    var versions = desk.get("auditor-1", notes + "/" + note + "/versions").json();
    assertThat(versions.findValuesAsText("text"))
        .containsExactly("papers look odd", "papers are forged, says u-" + id);
    assertThat(versions.findValuesAsText("version")).containsExactly("1", "2");
    var record = new Trail(jdbc).last("note_edited", id);
    assertThat(record.actor()).isEqualTo("analyst-kyc");
    assertThat(record.facts().path("version").path("before").asInt()).isEqualTo(1);
    assertThat(record.facts().path("length").path("before").asInt()).isEqualTo(15);
    assertThat(record.facts().toString()).doesNotContain("papers", "u-" + id);
  }

  @Test
  void theSameTextAgainIsNoEdit() {
    edit("analyst-kyc", note, "papers look odd ");

    assertThat(new Trail(jdbc).of("note_edited", id)).isEmpty();
    assertThat(desk.get("analyst-kyc", notes).json().path(0).path("version").asInt()).isEqualTo(1);
  }

  private TestDesk.Answer edit(String user, String noteId, String text) {
    return desk.call(user, "PUT", notes + "/" + noteId, "{\"text\":\"%s\"}".formatted(text));
  }
}
