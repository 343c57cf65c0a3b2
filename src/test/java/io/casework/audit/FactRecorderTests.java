package io.casework.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.Caller;
import io.casework.core.Callers;
import io.casework.core.CaseId;
import io.casework.core.Change;
import io.casework.core.Utc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("S2-80")
class FactRecorderTests {

  @TempDir private Path folder;
  private AuditRig rig;

  @BeforeEach
  void open() {
    rig = new AuditRig(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void factsOfATransactionAreRecordedInOrderWhenItCommits() {
    rig.transaction.executeWithoutResult(
        status -> {
          rig.publish("first", Map.of());
          rig.publish("second", Map.of());
          assertThat(kinds()).isEmpty();
        });

    assertThat(kinds()).containsExactly("first", "second");
  }

  @Test
  void aChangeThatIsRolledBackLeavesNoRecord() {
    rig.transaction.executeWithoutResult(
        status -> {
          rig.publish("first", Map.of());
          status.setRollbackOnly();
        });

    assertThat(kinds()).isEmpty();
  }

  @Test
  void aFactThatCannotBeWrittenUndoesTheChange() {
    var tooLong = "x".repeat(61);

    assertThatThrownBy(
            () ->
                rig.transaction.executeWithoutResult(
                    status -> {
                      rig.jdbc
                          .sql("insert into audit_gap (event_seq, since) values (7, :now)")
                          .param("now", Utc.of(rig.clock.instant()))
                          .update();
                      rig.publish(tooLong, Map.of());
                    }))
        .isNotNull();

    assertThat(rig.jdbc.sql("select count(*) from audit_gap").query(Integer.class).single())
        .isZero();
  }

  @Test
  void outsideOfATransactionNothingIsAFact() {
    assertThatThrownBy(() -> rig.publish("first", Map.of()))
        .isInstanceOf(IllegalTransactionStateException.class)
        .hasMessageContaining("first");
  }

  @Test
  void whatIsPublishedWhileATransactionIsAboutToCommitIsRecorded() {
    rig.transaction.executeWithoutResult(
        status ->
            TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                  @Override
                  public void beforeCommit(boolean readOnly) {
                    rig.publish("late", Map.of());
                  }
                }));

    assertThat(kinds()).containsExactly("late");
  }

  @Test
  void whatASavepointUndoesIsNoFact() {
    rig.transaction.executeWithoutResult(
        status -> {
          nested("inside, before the first fact", true);
          rig.publish("before", Map.of());
          nested("inside", true);
          nested("kept", false);
          rig.publish("after", Map.of());
        });

    assertThat(kinds()).containsExactly("before", "kept", "after");
  }

  private void nested(String kind, boolean undone) {
    var savepoint = new TransactionTemplate(rig.transactions);
    savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    savepoint.executeWithoutResult(
        status -> {
          rig.publish(kind, Map.of());
          if (undone) {
            status.setRollbackOnly();
          }
        });
  }

  @Test
  void aTransactionWithinATransactionKeepsItsFactsApart() {
    var alone = new TransactionTemplate(rig.transactions);
    alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    rig.transaction.executeWithoutResult(
        status -> {
          rig.publish("outer", Map.of());
          alone.executeWithoutResult(inner -> rig.publish("inner", Map.of()));
          status.setRollbackOnly();
        });

    assertThat(kinds()).containsExactly("inner");
  }

  @Test
  void aRecordSaysWhoInWhichRoleFromWhereAndWhy() throws IOException {
    rig.beans.registerSingleton(
        "callers",
        (Callers)
            () -> new Caller(List.of("auditors", "quality"), "127.0.0.1 http", "00-trace-01"));
    var caseId = new CaseId(UUID.randomUUID().toString());
    rig.transaction.executeWithoutResult(
        status ->
            rig.publish(
                "case_resolved",
                caseId,
                Map.of("reason_code", "travel", "status", new Change("open", null))));
    rig.sequencer().takeIn();

    var line = new ObjectMapper().readTree(rig.log.lines(1, 1).get(0));
    assertThat(line.fieldNames())
        .toIterable()
        .containsExactly(
            "v", "log", "seq", "ts", "clock", "action", "case", "actor", "why", "from", "node",
            "corr", "data", "prev");
    assertThat(line.path("ts").asText()).isEqualTo("2026-11-20T10:00:00.000000Z");
    assertThat(line.path("clock").asText()).isEqualTo("system-utc");
    assertThat(line.path("action").asText()).isEqualTo("case_resolved");
    assertThat(line.path("case").asText()).isEqualTo(caseId.value());
    assertThat(line.path("actor").toString())
        .isEqualTo("{\"sub\":\"auditor-1\",\"roles\":[\"auditors\",\"quality\"]}");
    assertThat(line.path("why").asText()).isEqualTo("travel");
    assertThat(line.path("from").asText()).isEqualTo("127.0.0.1 http");
    assertThat(line.path("node").asText()).isNotEmpty();
    assertThat(line.path("corr").asText()).isEqualTo("00-trace-01");
    assertThat(line.path("data").path("status").toString())
        .isEqualTo("{\"before\":\"open\",\"after\":null}");
    assertThat(line.path("prev").asText()).isEqualTo("0".repeat(64));
  }

  @Test
  void factsThatAreTooManyAreCutVisibly() throws IOException {
    rig.transaction.executeWithoutResult(
        status -> rig.publish("large", Map.of("text", "\"\uD83D\uDE00".repeat(9000))));
    rig.sequencer().takeIn();

    var cut = new ObjectMapper().readTree(rig.log.lines(1, 1).get(0)).path("data").path("cut");
    assertThat(cut.path("characters").asInt()).isGreaterThan(36_000);
    assertThat(cut.path("begins_with").asText()).startsWith("{\"text\":\"").hasSizeLessThan(3001);
  }

  private List<String> kinds() {
    return rig.jdbc.sql("select kind from audit_event order by seq").query(String.class).list();
  }
}
