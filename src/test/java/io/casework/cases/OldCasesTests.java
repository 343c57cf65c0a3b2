package io.casework.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Cases of an older version, whose texts lie in clear and who have no key. */
@CaseworkTest
class OldCasesTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired Cases cases;
  @Autowired OldCases old;

  private final String id = TestEvents.id();

  @BeforeEach
  void writeAsTheOlderVersionDid() {
    desk.open(id, TestEvents.kyc(id));
    desk.post("analyst-kyc", "/api/v1/cases/" + id + "/notes", "{\"text\":\"replaced\"}");
    run("delete from case_key where case_id = :id");
    run("update case_record set sealed = false, user_id = 'old-user' where case_id = :id");
    run("update case_note set text = 'old-note' where case_id = :id");
    jdbc.sql("update case_document set body = :body, findings = '[]' where case_id = :id")
        .param("body", TestEvents.kyc(id).replace("u-" + id, "old-user"))
        .param("id", id)
        .update();
    run(
        """
        insert into case_snapshot (case_id, version, reason, taken_at, content)
        values (:id, 1, 'requested', current_timestamp, 'old-snapshot')
        """);
  }

  private void run(String sql) {
    jdbc.sql(sql).param("id", id).update();
  }

  private JsonNode view() {
    return desk.get("lead-1", "/api/v1/cases/" + id).json();
  }

  private String stored() {
    return jdbc.sql(
            """
            select r.user_id || d.body || d.findings || n.text || s.content from case_record r
            join case_document d on d.case_id = r.case_id
            join case_note n on n.case_id = r.case_id
            join case_snapshot s on s.case_id = r.case_id
            where r.case_id = :id
            """)
        .param("id", id)
        .query(String.class)
        .single();
  }

  @Test
  void theyStayReadable() {
    assertThat(view().path("actor").path("user_id").asText()).isEqualTo("old-user");
    assertThat(view().path("notes").get(0).path("text").asText()).isEqualTo("old-note");
  }

  @Test
  void thePassSealsThemAndTheyReadAsBefore() {
    while (old.sealSome() > 0) {
      assertThat(old).isNotNull();
    }

    assertThat(stored()).doesNotContain("old-").contains("enc1:");
    assertThat(view().path("actor").path("user_id").asText()).isEqualTo("old-user");
    assertThat(view().path("notes").get(0).path("text").asText()).isEqualTo("old-note");
    assertThat(desk.get("lead-1", "/api/v1/cases?q=old-user").json().path("total").asInt())
        .isPositive();
    assertThat(
            jdbc.sql("select count(*) from case_record where not sealed")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void aFirstWriteMakesTheKeyAndLeavesTheRestReadable() {
    desk.post("analyst-kyc", "/api/v1/cases/" + id + "/notes", "{\"text\":\"new-note\"}");

    assertThat(view().path("notes").findValuesAsText("text"))
        .containsExactlyInAnyOrder("old-note", "new-note");
    assertThat(
            jdbc.sql("select count(*) from case_note where case_id = :id and text like 'enc1:%'")
                .param("id", id)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }
}
