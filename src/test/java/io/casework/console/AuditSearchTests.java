package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import io.casework.core.OperationsEvent;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Auditors find what they look for, and are in the trail themselves. */
@CaseworkTest
class AuditSearchTests {

  private static final String AUDIT = "/api/v1/audit";

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired ApplicationEventPublisher facts;
  @Autowired PlatformTransactionManager transactions;

  private final String id = TestEvents.id();

  @BeforeEach
  void roomOnEveryDesk() {
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/actions", "/readers", "/export"})
  void theTrailIsForAuditorsAlone(String part) {
    assertThat(desk.get("", AUDIT + part).status()).isEqualTo(401);
    assertThat(desk.get("lead-1", AUDIT + part).status()).isEqualTo(403);
    assertThat(desk.get("admin", AUDIT + part).status()).isEqualTo(403);
    assertThat(desk.get("auditor-1", AUDIT + part).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=201, limit",
    "limit=0, limit",
    "limit=x, limit",
    "case_id=42, case_id",
    "from=yesterday, from",
    "to=2026-11-21, to",
    "order=random, order",
    "after=x, after",
    "nonsense=1, nonsense"
  })
  void nonsenseIsRefusedByName(String query, String field) {
    var answer = desk.get("auditor-1", AUDIT + "?" + query);

    assertThat(answer.status()).isIn(400, 422);
    assertThat(answer.json().path("detail").asText()).contains(field);
  }

  @Test
  @Tag("S2-82")
  void aTrailIsReadPageByPageInBothDirections() {
    desk.open(id, TestEvents.kyc(id));
    desk.post("analyst-kyc", "/api/v1/cases/" + id + "/notes", "{\"text\":\"x\"}");
    var wanted =
        seqs(desk.get("auditor-1", AUDIT + "?case_id=" + id + "&to=" + now() + "&limit=200"));

    assertThat(wanted).hasSizeGreaterThan(4).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(pages("&order=newest&to=" + now())).containsAll(wanted);
    assertThat(pages("&order=oldest&to=" + now())).containsAll(wanted).isSorted();
  }

  @Test
  void filtersHoldTogether() {
    desk.open(id, TestEvents.kyc(id));
    desk.post("analyst-kyc", "/api/v1/cases/" + id + "/notes", "{\"text\":\"x\"}");

    var notes = find("&actor=analyst-kyc&action=note_added");
    assertThat(notes).hasSize(1);
    assertThat(find("&actor=analyst-1&action=note_added")).isEmpty();
    assertThat(find("&action=note_added&q=LENGTH")).hasSize(1);
    assertThat(find("&action=note_added&q=leng_h")).isEmpty();
    assertThat(find("&action=note_added&q=%25")).isEmpty();
    var at = notes.get(0).path("at").asText();
    assertThat(find("&action=note_added&from=" + at)).hasSize(1);
    assertThat(find("&action=note_added&to=" + at)).isEmpty();
  }

  @Test
  void whoSearchesIsInTheTrailWithTheNamesOfTheFiltersAlone() {
    desk.get("auditor-1", AUDIT + "?action=application_started&q=java");

    var record = new Trail(jdbc).last("audit_read", "");

    assertThat(record.actor()).isEqualTo("auditor-1");
    assertThat(record.facts().path("filters").asText()).isEqualTo("action q");
  }

  @Test
  void whoReadsTheTrailToItsEndArrivesThere() {
    var after = latest();
    for (int pages = 0; pages < 10; pages++) {
      var page = desk.get("auditor-1", AUDIT + "?order=oldest&limit=200&after=" + after).json();
      if (page.isEmpty()) {
        return;
      }
      after = page.path(page.size() - 1).path("seq").asLong();
    }
    assertThat(after).as("no end of the trail").isNegative();
  }

  @Test
  void theKindsAndTheTopReadersAreTold() {
    desk.open(id, TestEvents.kyc(id));
    desk.get("qa-1", "/api/v1/cases/" + id);
    desk.get("qa-1", "/api/v1/cases/" + id);

    assertThat(desk.get("auditor-1", AUDIT + "/actions").body())
        .contains("case_read", "case_opened");
    var readers = desk.get("auditor-1", AUDIT + "/readers").json();
    var qa =
        StreamSupport.stream(readers.spliterator(), false)
            .filter(reader -> reader.path("actor").asText().equals("qa-1"))
            .findFirst()
            .orElseThrow();
    assertThat(qa.path("cases").asInt()).isPositive();
    assertThat(qa.path("reads").asInt()).isGreaterThan(qa.path("cases").asInt());
    assertThat(
            desk.get(
                    "auditor-1",
                    AUDIT + "/readers?from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z")
                .json())
        .isEmpty();
  }

  @Test
  void aSheetHoldsAllThatWasFoundAndRunsNoFormula() throws Exception {
    var kind = "=cmd|' /C calc'!A0";
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            status -> {
              for (int i = 0; i < AuditSheet.ROWS_AT_ONCE + 5; i++) {
                facts.publishEvent(new OperationsEvent(kind, null, "+actor", Map.of("n", i)));
              }
            });

    var sheet = desk.get("auditor-1", AUDIT + "/export?order=oldest&actor=%2Bactor");

    assertThat(sheet.response().headers().firstValue("content-disposition").orElseThrow())
        .startsWith("attachment");
    var rows =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(sheet.body()))
            .getRecords();
    assertThat(rows).hasSize(AuditSheet.ROWS_AT_ONCE + 5);
    assertThat(rows.get(0).get("kind")).isEqualTo("'" + kind);
    assertThat(rows.get(0).get("actor")).isEqualTo("'+actor");
    assertThat(new HashSet<>(rows.stream().map(row -> row.get("seq")).toList()))
        .hasSize(rows.size());
  }

  private List<JsonNode> find(String more) {
    var found = desk.get("auditor-1", AUDIT + "?case_id=" + id + more);
    assertThat(found.status()).as(found.body()).isEqualTo(200);
    return StreamSupport.stream(found.json().spliterator(), false).toList();
  }

  private List<Long> pages(String more) {
    var all = new ArrayList<Long>();
    var after = "";
    while (true) {
      var page = seqs(desk.get("auditor-1", AUDIT + "?limit=3&case_id=" + id + more + after));
      all.addAll(page);
      if (page.size() < 3) {
        return all;
      }
      after = "&after=" + page.get(2);
    }
  }

  private static List<Long> seqs(TestDesk.Answer answer) {
    return StreamSupport.stream(answer.json().spliterator(), false)
        .map(entry -> entry.path("seq").asLong())
        .toList();
  }

  private long latest() {
    return jdbc.sql("select max(seq) from audit_event").query(Long.class).single();
  }

  private String now() {
    return Instant.now().toString();
  }
}
