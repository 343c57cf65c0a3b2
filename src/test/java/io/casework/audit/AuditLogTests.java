package io.casework.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import io.casework.core.CaseId;
import io.casework.vault.VerifyingKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log in the whole application. */
@CaseworkTest
class AuditLogTests {

  @Autowired TestDesk desk;
  @Autowired AuditLog log;
  @Autowired JdbcClient jdbc;
  @Autowired MeterRegistry meters;

  @Test
  @Tag("S2-81")
  void theRecordsOfACaseStandInTheLogWithTheirProofs() throws Exception {
    var id = TestEvents.id();
    desk.open(id, TestEvents.highRisk(id));

    var checkpoint = log.checkpoint();
    var slice = log.slice(new CaseId(id), checkpoint);

    assertThat(slice).extracting(record -> action(record.line())).startsWith("case_opened");
    assertThat(slice)
        .hasSize(
            jdbc.sql("select count(*) from audit_event where case_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single())
        .isSortedAccordingTo((a, b) -> Long.compare(a.seq(), b.seq()))
        .allSatisfy(
            record ->
                assertThat(record.proof())
                    .startsWith("c2sp.org/tlog-proof@v1\nindex %d\n".formatted(record.seq() - 1))
                    .endsWith("\n\n" + checkpoint.note()));
  }

  @Test
  @Tag("S2-81")
  void aStrangerChecksARecordWithWhatTheInterfaceGives() throws Exception {
    var id = TestEvents.id();
    desk.open(id, TestEvents.highRisk(id));
    var seq = log.slice(new CaseId(id), log.checkpoint()).get(0).seq();

    var line = desk.get("auditor-1", "/api/v1/audit/records/" + seq).body();
    var proof = desk.get("auditor-1", "/api/v1/audit/records/" + seq + "/proof").body();
    var key = VerifyingKey.of(desk.get("auditor-1", "/api/v1/audit/public-key").body());
    var checkpoint = CheckpointNote.parse(proof.substring(proof.indexOf("\n\n") + 2));

    assertThat(line).contains("\"case\":\"" + id + "\"").endsWith("\"}\n");
    assertThat(checkpoint.signedBy(List.of(key))).isTrue();
    var path =
        proof
            .substring(0, proof.indexOf("\n\n"))
            .lines()
            .skip(2)
            .map(Base64.getDecoder()::decode)
            .toList();
    assertThat(
            InclusionProof.root(
                Sha256.leaf(line.getBytes(UTF_8)), seq - 1, checkpoint.size(), path))
        .isEqualTo(checkpoint.root());
  }

  @ParameterizedTest
  @CsvSource({
    "checkpoint, 200",
    "public-key, 200",
    "records/1, 200",
    "records/1/proof, 200",
    "records/0/proof, 404",
    "records/999999999/proof, 404",
    "records/x/proof, 400"
  })
  void theInterfaceAnswersAuditorsAlone(String path, int status) {
    var id = TestEvents.id();
    desk.open(id, TestEvents.highRisk(id));

    assertThat(desk.get("auditor-1", "/api/v1/audit/" + path).status()).isEqualTo(status);
    assertThat(desk.get("lead-1", "/api/v1/audit/" + path).status()).isEqualTo(403);
    assertThat(desk.get("", "/api/v1/audit/" + path).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @Tag("S2-82")
  @ValueSource(
      strings = {
        "update audit_event set actor = 'x'",
        "delete from audit_event",
        "update audit_line set event_seq = 0",
        "delete from audit_line",
        "delete from audit_checkpoint"
      })
  void whatIsRecordedIsNotChanged(String attempt) {
    var id = TestEvents.id();
    desk.open(id, TestEvents.highRisk(id));
    log.checkpoint();

    assertThatThrownBy(() -> jdbc.sql(attempt).update())
        .rootCause()
        .hasMessageContaining("append-only");
  }

  @Test
  void aWatchSeesHowFarTheLogIs() {
    log.checkpoint();

    assertThat(meters.get("casework.audit.oldest.waiting").gauge().value()).isLessThan(60);
    assertThat(meters.get("casework.audit.records").counter()).isNotNull();
    assertThat(meters.get("casework.audit.sealed.to").gauge().value()).isNotNegative();
  }

  private static String action(byte[] line) {
    try {
      return new ObjectMapper().readTree(line).path("action").asText();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
