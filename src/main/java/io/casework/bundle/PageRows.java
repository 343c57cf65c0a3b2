package io.casework.bundle;

import static io.casework.bundle.Wording.moment;
import static io.casework.bundle.Wording.text;
import static io.casework.bundle.Wording.words;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the tables of the page say, row by row. */
final class PageRows {

  private PageRows() {}

  static Map<String, Object> decision(JsonNode resolution) {
    return Map.of(
        "number", text(resolution.path("number")),
        "decision", words(text(resolution.path("decision"))),
        "reason", words(text(resolution.path("reason_code"))),
        "by", text(resolution.path("decided_by")),
        "at", moment(resolution.path("decided_at")),
        "noted", !text(resolution.path("note")).isEmpty(),
        "overrides", resolution.path("overrides").asBoolean(),
        "note", text(resolution.path("note")));
  }

  static Map<String, Object> finding(JsonNode finding) {
    return Map.of(
        "source", text(finding.path("source")),
        "summary", text(finding.path("summary")),
        "unavailable", !finding.path("status").asText().equals("ok"),
        "facts", text(finding.path("facts")));
  }

  static Map<String, Object> entry(JsonNode entry) {
    return Map.of(
        "at", moment(entry.path("at")),
        "local", text(entry.path("at_local")).replaceFirst("T(\\d\\d:\\d\\d).*", " $1"),
        "actor", text(entry.path("actor")),
        "kind", words(text(entry.path("kind"))),
        "facts", text(withoutTables(entry.path("facts"))));
  }

  /** What the tables said has a place of its own on the page. */
  static JsonNode withoutTables(JsonNode facts) {
    return facts instanceof ObjectNode object ? object.deepCopy().without("tables") : facts;
  }

  static Map<String, Object> attachment(JsonNode attachment) {
    return Map.of(
        "name", text(attachment.path("name")),
        "type", text(attachment.path("type")),
        "bytes", text(attachment.path("bytes")),
        "by", text(attachment.path("added_by")),
        "at", moment(attachment.path("added_at")),
        "sha256", text(attachment.path("sha256")));
  }

  static Map<String, Object> evaluation(JsonNode evaluation) {
    return Map.of(
        "table", text(evaluation.path("table")),
        "version", text(evaluation.path("version")),
        "rows", text(evaluation.path("rows")),
        "inputs", text(evaluation.path("inputs")),
        "outputs", text(evaluation.path("outputs")));
  }

  /** The pictures of the path taken, within the page: it may be printed or sent alone. */
  static List<Map<String, Object>> pictures(List<BagFile> files) throws IOException {
    List<Map<String, Object>> pictures = new ArrayList<>();
    for (var file : files) {
      if (file.path().endsWith("-path.svg")) {
        try (var in = file.content().open()) {
          pictures.add(
              Map.of(
                  "role",
                  file.role(),
                  "data",
                  "data:image/svg+xml;base64,"
                      + Base64.getEncoder().encodeToString(in.readAllBytes())));
        }
      }
    }
    return pictures;
  }

  static Map<String, Object> note(JsonNode note) {
    var edited = text(note.path("edited_at"));
    return Map.of(
        "form",
        note.path("version").asInt(1) == 1 ? "" : "form " + note.path("version").asText(),
        "edited",
        edited.isEmpty() ? "" : "edited " + moment(note.path("edited_at")),
        "author",
        text(note.path("author")),
        "at",
        moment(note.path("at")),
        "text",
        text(note.path("text")));
  }

  /** One row per file and reason; the list itself is in {@code withheld.jsonl}. */
  static List<Map<String, Object>> counted(List<Withheld> withheld) {
    var counts = new LinkedHashMap<List<String>, Integer>();
    withheld.forEach(one -> counts.merge(List.of(one.file(), one.why()), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(
            count ->
                Map.<String, Object>of(
                    "file", count.getKey().get(0),
                    "why", count.getKey().get(1),
                    "count", count.getValue()))
        .toList();
  }

  static List<Map<String, Object>> listed(List<BagFile> files) {
    return files.stream()
        .filter(file -> !proof(file))
        .map(
            file ->
                Map.<String, Object>of(
                    "path", file.path(), "role", file.role(), "bytes", file.bytes()))
        .toList();
  }

  static boolean proof(BagFile file) {
    return file.path().startsWith("data/audit/proofs/");
  }

  static Stream<JsonNode> stream(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false);
  }
}
