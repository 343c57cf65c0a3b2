package io.casework.bundle;

import static io.casework.bundle.Wording.moment;
import static io.casework.bundle.Wording.text;
import static io.casework.bundle.Wording.words;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.casework.vault.Signer;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * {@code README.html}: the case on one page, for people; no script, nothing from elsewhere.
 *
 * <p>It is written from the bundle's own files as the profile shows them, so that it cannot tell
 * more than they do.
 */
final class SummaryPage {

  private static final Template TEMPLATE = template();

  private final Map<String, List<JsonNode>> shown;

  private SummaryPage(Map<String, List<JsonNode>> shown) {
    this.shown = shown;
  }

  static byte[] html(
      Label label,
      Map<String, List<JsonNode>> shown,
      List<Withheld> withheld,
      List<Missing> missing,
      List<BagFile> files,
      Signer signer)
      throws IOException {
    var page = new SummaryPage(shown).model(label);
    page.put("withheld", PageRows.counted(withheld));
    page.put("missing", missing);
    page.put("files", PageRows.listed(files));
    page.put("pictures", PageRows.pictures(files));
    page.put("proofs", files.stream().filter(PageRows::proof).count());
    page.put("key", signer.keyId());
    return TEMPLATE.execute(page).getBytes(UTF_8);
  }

  private Map<String, Object> model(Label label) {
    var document = first("case.json");
    var record = document.path("record");
    var page = new LinkedHashMap<String, Object>();
    page.put("name", label.name());
    page.put("case_id", label.record().caseId());
    page.put("version", label.version() == 0 ? "not kept" : String.valueOf(label.version()));
    page.put("case_version", label.record().version());
    page.put("profile", label.profile().toString());
    page.put("redacted", label.profile() == Profile.REDACTED);
    page.put("made_at", moment(label.madeAt()));
    page.put("reason", words(label.reason()));
    page.put("audit_size", label.auditSize());
    page.put("audit_records", label.auditRecords());
    page.put("sentence", Sentence.of(document));
    page.put("status", words(text(record.path("status"))));
    page.put("score", text(record.path("score")));
    page.put("score_percent", Math.round(100 * record.path("score").asDouble()));
    page.put("facts", facts(document));
    page.put(
        "rules",
        PageRows.stream(document.path("event").path("risk").path("rules_triggered"))
            .map(Wording::text)
            .toList());
    page.put("explanation", Bars.of(document.path("event").path("explanation")));
    page.put(
        "findings", PageRows.stream(document.path("findings")).map(PageRows::finding).toList());
    page.put(
        "decisions",
        PageRows.stream(document.path("resolutions")).map(PageRows::decision).toList());
    page.put(
        "tables", all("decisions/evaluations.jsonl").stream().map(PageRows::evaluation).toList());
    page.put(
        "attachments", all("attachments/index.jsonl").stream().map(PageRows::attachment).toList());
    page.put(
        "deadlines",
        PageRows.stream(first("sla-history.json").path("events")).map(PageRows::entry).toList());
    page.put("clock", clock(first("sla-history.json")));
    page.put("timeline", all("timeline.jsonl").stream().map(PageRows::entry).toList());
    page.put("access", all("access.jsonl").stream().map(PageRows::entry).toList());
    page.put("notes", all("notes.jsonl").stream().map(PageRows::note).toList());
    return page;
  }

  private List<JsonNode> all(String path) {
    return shown.getOrDefault(path, List.of());
  }

  private JsonNode first(String path) {
    return all(path).stream().findFirst().orElse(MissingNode.getInstance());
  }

  private static List<Map<String, Object>> facts(JsonNode document) {
    var record = document.path("record");
    var event = document.path("event");
    var paid = event.path("transaction");
    return rows(
        "Amount", text(paid.path("amount")) + " " + text(paid.path("currency")),
        "Paid at", moment(event.path("timestamp")),
        "Customer", text(event.path("actor").path("user_id")),
        "Account", text(event.path("actor").path("account_id")),
        "Merchant", text(paid.path("merchant")),
        "Device", text(paid.path("device")),
        "Network address", text(paid.path("ip")),
        "Place", text(paid.path("geo")),
        "Model", text(event.path("risk").path("model_version")),
        "Feature values", text(event.path("context").path("featureset_id")),
        "Suggested action", words(text(event.path("action_suggested"))),
        "Route", text(record.path("route")),
        "Priority", text(record.path("priority")),
        "Tier", text(record.path("tier")),
        "Flags", text(record.path("flags")));
  }

  private static List<Map<String, Object>> clock(JsonNode clock) {
    return rows(
        "Received", moment(clock.path("received_at")),
        "Due by policy", moment(clock.path("policy_due_at")),
        "Due by request", moment(clock.path("requested_due_at")),
        "Due", moment(clock.path("due_at")),
        "First touched", moment(clock.path("first_touch_at")),
        "Breached", moment(clock.path("breached_at")),
        "Closed", moment(clock.path("closed_at")),
        "Escalation level", text(clock.path("escalation_level")),
        "Round", text(clock.path("round")));
  }

  /** Names and values; what has no value has no row. */
  private static List<Map<String, Object>> rows(String... namesAndValues) {
    return IntStream.range(0, namesAndValues.length / 2)
        .filter(i -> !namesAndValues[2 * i + 1].isBlank())
        .mapToObj(
            i ->
                Map.<String, Object>of(
                    "name", namesAndValues[2 * i], "value", namesAndValues[2 * i + 1]))
        .toList();
  }

  private static Template template() {
    try (var in = SummaryPage.class.getResourceAsStream("/bundle/summary.mustache")) {
      return Mustache.compiler()
          .emptyStringIsFalse(true)
          .compile(new InputStreamReader(Objects.requireNonNull(in), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
