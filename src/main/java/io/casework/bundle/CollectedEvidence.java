package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.bundle.EvidenceFile.Form;
import io.casework.core.Content;
import io.casework.core.Evidence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the sources hand over: JSON as trees, everything else unread. */
final class CollectedEvidence implements Evidence {

  private static final Pattern PATH =
      Pattern.compile("[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*");
  private static final int LONGEST = 200;
  private static final Content NOTHING = Content.of(new byte[0]);

  private final ObjectMapper json;
  private final List<EvidenceFile> files = new ArrayList<>();
  private final List<Missing> missing = new ArrayList<>();
  private final Set<String> paths = new HashSet<>(Set.of("openings.jsonl", "withheld.jsonl"));
  private String source = "";

  CollectedEvidence(ObjectMapper json) {
    this.json = json;
    paths.add("missing.jsonl");
  }

  /** Whose files come next. */
  void from(String source) {
    this.source = source;
  }

  @Override
  public void json(String path, String role, Object value, String... personal) {
    List<JsonNode> values = List.of(json.valueToTree(value));
    add(path, role, "application/json", Form.DOCUMENT, values, NOTHING, List.of(personal));
  }

  @Override
  public void lines(String path, String role, List<?> values, String... personal) {
    List<JsonNode> trees = new ArrayList<>();
    values.forEach(value -> trees.add(json.valueToTree(value)));
    add(path, role, "application/jsonl", Form.LINES, trees, NOTHING, List.of(personal));
  }

  @Override
  public void text(String path, String role, String mediaType, String text) {
    var content = Content.of(text.getBytes(UTF_8));
    add(path, role, mediaType, Form.TEXT, List.of(), content, List.of());
  }

  @Override
  public void file(String path, String role, String mediaType, Content content) {
    add(path, role, mediaType, Form.PERSONAL, List.of(), content, List.of());
  }

  @Override
  public void missing(String path, String why) {
    missing.add(new Missing(path, source, why));
  }

  private void add(
      String path,
      String role,
      String mediaType,
      Form form,
      List<JsonNode> values,
      Content content,
      List<String> personal) {
    if (path.length() > LONGEST || !PATH.matcher(path).matches() || !paths.add(path)) {
      throw new IllegalArgumentException("no path, or given twice: " + path);
    }
    files.add(new EvidenceFile(path, role, source, mediaType, form, values, content, personal));
  }

  List<EvidenceFile> files() {
    return files;
  }

  List<Missing> missing() {
    return missing;
  }
}
