package io.casework.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.audit.AuditTrail;
import io.casework.cases.CaseRecord;
import io.casework.cases.Cases;
import io.casework.cases.Note;
import io.casework.cases.Snapshot;
import io.casework.core.CaseEvent;
import io.casework.core.CaseId;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The case itself: its record, what happened to it, its notes, its clock, and who looked at it. */
@Component
@Order(0)
class CaseEvidence implements EvidenceSource {

  private static final String[] PERSONAL = {
    "/record/user_token",
    "/record/merchant_id",
    "/event/actor/*",
    "/event/transaction/merchant",
    "/event/transaction/device",
    "/event/transaction/ip",
    "/event/transaction/geo/lat",
    "/event/transaction/geo/lon",
    "/event/context/session_id",
    "/event/links",
    "/event/explanation/*/value",
    "/findings/*/summary",
    "/findings/*/facts",
    "/resolutions/*/note",
    "/notes/*/text"
  };

  private static final Set<String> CLOCK =
      Set.of(
          "case_routed",
          "clock_paused",
          "clock_resumed",
          "sla_reminded",
          "sla_breached",
          "case_escalated",
          "case_reopened",
          "case_resolved");

  private final Cases cases;
  private final AuditTrail trail;
  private final ObjectMapper json;
  private final ZoneId zone;

  CaseEvidence(Cases cases, AuditTrail trail, ObjectMapper json, BundleProperties properties) {
    this.cases = cases;
    this.trail = trail;
    this.json = BundleJson.from(json);
    this.zone = properties.zone();
  }

  @Override
  public void collect(CaseId caseId, Evidence into) {
    var record = cases.get(caseId);
    var document = new LinkedHashMap<String, Object>();
    document.put("record", record);
    document.put("event", cases.event(caseId));
    document.put("findings", cases.findings(caseId));
    document.put("resolutions", cases.resolutions(caseId));
    into.json(
        "case.json", "case record with its event, findings and resolutions", document, PERSONAL);
    cases.snapshots(caseId).forEach(snapshot -> snapshot(snapshot, into));
    into.lines(
        "notes.jsonl", "notes of the analysts, edited ones in all forms", notes(caseId), "/text");

    var timeline = trail.of(caseId).stream().map(this::entry).toList();
    into.lines("timeline.jsonl", "everything that happened, in order", timeline);
    into.text("timeline.csv", "the timeline as a table", "text/csv", csv(timeline));
    into.lines(
        "access.jsonl",
        "who saw the case or acted on it",
        timeline.stream().filter(CaseEvidence::access).toList());
    into.json("sla-history.json", "the case's clock", clock(record, timeline));
  }

  private void snapshot(Snapshot snapshot, Evidence into) {
    var path = "snapshots/v%d.json".formatted(snapshot.version());
    if (snapshot.content() == null) {
      into.missing(path, "erased with the case");
      return;
    }
    try {
      into.json(
          path,
          "the case as it was when it was handed up (%s)".formatted(snapshot.reason()),
          json.readTree(snapshot.content()),
          PERSONAL);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Note> notes(CaseId caseId) {
    return cases.notes(caseId).stream()
        .flatMap(
            note ->
                note.version() == 1
                    ? Stream.of(note)
                    : cases.noteVersions(caseId, note.noteId()).stream())
        .toList();
  }

  private ObjectNode entry(AuditTrail.Entry entry) {
    ObjectNode line = json.valueToTree(entry);
    return line.put("at_local", entry.at().atZone(zone).toOffsetDateTime().toString());
  }

  // Who acts on a case is shown it by the answer.
  private static boolean access(ObjectNode entry) {
    return !entry.path("actor").asText().equals(CaseEvent.SYSTEM);
  }

  private static Map<String, Object> clock(CaseRecord record, List<ObjectNode> timeline) {
    var clock = new LinkedHashMap<String, @Nullable Object>();
    clock.put("received_at", record.receivedAt());
    clock.put("started_at", record.clockStartedAt());
    clock.put("policy_due_at", record.policyDueAt());
    clock.put("requested_due_at", record.requestedDueAt());
    clock.put("due_at", record.dueAt());
    clock.put("breached_at", record.breachedAt());
    clock.put("paused_at", record.pausedAt());
    clock.put("first_touch_at", record.firstTouchAt());
    clock.put("closed_at", record.closedAt());
    clock.put("escalation_level", record.escalationLevel());
    clock.put("round", record.round());
    clock.put(
        "events",
        timeline.stream().filter(entry -> CLOCK.contains(entry.path("kind").asText())).toList());
    return clock;
  }

  private static String csv(List<ObjectNode> timeline) {
    var text = new StringWriter();
    try (var sheet = new CsvSheet(text, "seq", "at_utc", "at_local", "actor", "kind", "facts")) {
      for (var entry : timeline) {
        sheet.row(
            entry.path("seq").asText(),
            Instant.parse(entry.path("at").asText()),
            entry.path("at_local").asText(),
            entry.path("actor").asText(),
            entry.path("kind").asText(),
            entry.path("facts"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
