package io.casework.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import io.casework.core.CaseId;
import io.casework.core.Content;
import io.casework.core.Evidence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@CaseworkTest
class RetentionEvidenceTests {

  @Autowired TestDesk desk;
  @Autowired ObjectMapper json;
  @Autowired RetentionEvidence evidence;

  private final String id = TestEvents.id();

  @Test
  void holdsAreEvidenceAndTheirReasonsPersonal() {
    desk.open(id, TestEvents.highRisk(id));
    desk.post(
        "lead-1", "/api/v1/cases/" + id + "/holds", "{\"reference\":\"r 1\",\"reason\":\"why\"}");
    var taken = new Taken(json);

    evidence.collect(new CaseId(id), taken);

    var file = taken.files.get("retention.json");
    assertThat(file.path("retention").isNull()).isTrue();
    assertThat(file.path("holds").get(0).path("reference").asText()).isEqualTo("r 1");
    assertThat(file.path("holds").get(0).path("reason").asText()).isEqualTo("why");
    assertThat(taken.personal)
        .containsExactly("/holds/*/reason", "/holds/*/lift_reason", "/erasure/note");
  }

  /** Keeps the JSON documents that it is given. */
  private static final class Taken implements Evidence {

    private final ObjectMapper json;
    private final Map<String, JsonNode> files = new HashMap<>();
    private List<String> personal = List.of();

    Taken(ObjectMapper json) {
      this.json = json;
    }

    @Override
    public void json(String path, String role, Object value, String... pointers) {
      files.put(path, json.valueToTree(value));
      personal = List.of(pointers);
    }

    @Override
    public void lines(String path, String role, List<?> values, String... pointers) {
      throw new AssertionError(path);
    }

    @Override
    public void text(String path, String role, String mediaType, String text) {
      throw new AssertionError(path);
    }

    @Override
    public void file(String path, String role, String mediaType, Content content) {
      throw new AssertionError(path);
    }

    @Override
    public void missing(String path, String why) {
      throw new AssertionError(path);
    }
  }
}
