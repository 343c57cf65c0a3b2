package io.casework.bundle;

import static io.casework.bundle.EvidenceFile.Form.LINES;
import static io.casework.bundle.EvidenceFile.Form.PERSONAL;
import static io.casework.bundle.EvidenceFile.Form.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.casework.core.Content;
import io.casework.vault.Signer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was gathered, as the files of either profile. */
final class Rendering {

  private final Gathered gathered;
  private final int version;
  private final Redaction redaction;
  private final Map<Profile, List<BagFile>> files = new LinkedHashMap<>();
  private final Map<Profile, Map<String, List<JsonNode>>> shown = new LinkedHashMap<>();
  private final List<Withheld> withheld = new ArrayList<>();

  Rendering(Gathered gathered, int version) throws IOException {
    this.gathered = gathered;
    this.version = version;
    this.redaction = new Redaction(gathered.key(), version);
    for (var profile : Profile.values()) {
      files.put(profile, new ArrayList<>());
      shown.put(profile, new LinkedHashMap<>());
    }
    for (var file : gathered.files()) {
      render(file);
    }
  }

  /** A sealed bag; the same input gives the same bytes. */
  Bag bag(Profile profile, String reason, Instant madeAt, Signer signer) throws IOException {
    var note = gathered.checkpoint().note();
    var label =
        new Label(
            gathered.record(),
            version,
            profile,
            reason,
            madeAt,
            note.isEmpty() ? "" : note.substring(0, note.indexOf('\n')),
            gathered.checkpoint().size(),
            gathered.auditRecords());
    var payload = new ArrayList<>(files.get(profile));
    payload.add(lines("missing.jsonl", "what is not here, and why", "none", gathered.missing()));
    var hidden = withheld.stream().filter(one -> hidden(profile, one)).toList();
    payload.add(
        lines(
            "withheld.jsonl",
            "values that are withheld, and why",
            "none",
            hidden.stream().map(Rendering::listed).toList()));
    if (profile == Profile.FULL) {
      payload.add(
          lines(
              "openings.jsonl",
              "salts that open the commitments of the redacted bundle",
              "fields",
              withheld.stream().filter(one -> one.salt() != null).toList()));
    }
    var page =
        SummaryPage.html(label, shown.get(profile), hidden, gathered.missing(), payload, signer);
    payload.add(
        file(
            "README.html",
            "the case on one page, for people",
            "bundle",
            "text/html",
            profile == Profile.FULL ? "fields" : "none",
            Content.of(page)));
    return Bag.seal(label, payload, signer);
  }

  // The full bundle shows everything that is still there.
  private static boolean hidden(Profile profile, Withheld one) {
    return profile == Profile.REDACTED || one.commitment() == null;
  }

  private static Map<String, Object> listed(Withheld one) {
    var line = new LinkedHashMap<String, Object>();
    line.put("file", one.file());
    line.put("pointer", one.pointer());
    line.put("why", one.why());
    if (one.commitment() != null) {
      line.put("commitment", one.commitment());
    }
    return line;
  }

  private void render(EvidenceFile file) throws IOException {
    if (file.form() == TEXT) {
      var same = file(file, "none", file.content());
      files.values().forEach(all -> all.add(same));
    } else if (file.form() == PERSONAL) {
      renderWhole(file);
    } else {
      renderValues(file);
    }
  }

  private void renderWhole(EvidenceFile file) throws IOException {
    var commitment = redaction.withhold(file.path(), file.content());
    var whole = file(file, "whole", file.content());
    withheld.add(commitment);
    var mark =
        Redaction.mark(commitment).put("media_type", file.mediaType()).put("bytes", whole.bytes());
    var stub =
        file(
            file.path() + ".withheld.json",
            file.role() + " (withheld)",
            file.source(),
            "application/json",
            "none",
            Content.of(text(List.of(mark), false)));
    files.get(Profile.REDACTED).add(stub);
    files.get(Profile.FULL).add(gathered.key().isPresent() ? whole : stub);
  }

  private void renderValues(EvidenceFile file) throws IOException {
    var lines = file.form() == LINES;
    var root = lines ? copies(file.values()) : (ContainerNode<?>) file.values().get(0).deepCopy();
    var patterns = lines ? file.personal().stream().map("/*"::concat).toList() : file.personal();
    var here = redaction.withhold(file.path(), root, patterns);
    withheld.addAll(here);
    List<JsonNode> redacted = new ArrayList<>();
    if (lines) {
      root.forEach(redacted::add);
    } else {
      redacted.add(root);
    }
    var content = Content.of(text(redacted, lines));
    var less = file(file, "none", content);
    files.get(Profile.REDACTED).add(less);
    shown.get(Profile.REDACTED).put(file.path(), redacted);
    var all = gathered.key().isPresent() || here.isEmpty();
    files
        .get(Profile.FULL)
        .add(
            all && !here.isEmpty()
                ? file(file, "fields", Content.of(text(file.values(), lines)))
                : less);
    shown.get(Profile.FULL).put(file.path(), all ? file.values() : redacted);
  }

  private static ContainerNode<?> copies(List<JsonNode> values) {
    var copies = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> copies.add(value.<JsonNode>deepCopy()));
    return copies;
  }

  private static BagFile lines(String path, String role, String personal, List<?> values)
      throws IOException {
    List<JsonNode> trees = new ArrayList<>();
    values.forEach(value -> trees.add(BundleJson.LINE.valueToTree(value)));
    return file(path, role, "bundle", "application/jsonl", personal, Content.of(text(trees, true)));
  }

  private static byte[] text(List<JsonNode> values, boolean lines) throws JsonProcessingException {
    var text = new StringBuilder();
    for (var value : values) {
      text.append(
              lines
                  ? BundleJson.LINE.writeValueAsString(value)
                  : BundleJson.PRETTY.writeValueAsString(value))
          .append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  private static BagFile file(EvidenceFile file, String personal, Content content)
      throws IOException {
    return file(file.path(), file.role(), file.source(), file.mediaType(), personal, content);
  }

  private static BagFile file(
      String path, String role, String source, String mediaType, String personal, Content content)
      throws IOException {
    return BagFile.of("data/" + path, role, source, mediaType, personal, content);
  }
}
