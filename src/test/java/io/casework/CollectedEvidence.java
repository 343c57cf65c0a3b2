package io.casework;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.core.CaseId;
import io.casework.core.Content;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything that the rooms can prove about a case, as a bundle would ask for it. */
public final class CollectedEvidence implements Evidence {

  public final Map<String, byte[]> files = new TreeMap<>();
  public final Map<String, String> missing = new TreeMap<>();
  public final Map<String, Set<String>> personal = new TreeMap<>();
  private final ObjectMapper json;

  private CollectedEvidence(ObjectMapper json) {
    this.json = json;
  }

  /** Asks all sources within one read-only transaction. */
  public static CollectedEvidence of(String caseId, ApplicationContext context) {
    var all = new CollectedEvidence(context.getBean(ObjectMapper.class));
    var transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    transaction.setReadOnly(true);
    transaction.executeWithoutResult(
        status ->
            context
                .getBeansOfType(EvidenceSource.class)
                .values()
                .forEach(source -> source.collect(new CaseId(caseId), all)));
    return all;
  }

  public String text(String path) {
    return new String(files.get(path), UTF_8);
  }

  public JsonNode json(String path) {
    try {
      return json.readTree(files.get(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file of which a redacted bundle shows something, without what is named as personal. */
  public String redacted() {
    var text = new StringBuilder();
    files.forEach(
        (path, bytes) -> {
          if (personal.get(path).contains("")) {
            return;
          }
          if (path.endsWith(".json") || path.endsWith(".jsonl")) {
            for (var tree : path.endsWith(".jsonl") ? lines(path) : List.of(json(path))) {
              personal.get(path).forEach(pointer -> hide(tree, pointer.substring(1).split("/")));
              text.append(path).append(' ').append(tree).append('\n');
            }
          } else {
            text.append(text(path));
          }
        });
    return text.toString();
  }

  private static void hide(JsonNode node, String... steps) {
    var name = steps[0].replace("~1", "/").replace("~0", "~");
    var rest = Arrays.copyOfRange(steps, 1, steps.length);
    var names = new ArrayList<String>();
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        names.add(String.valueOf(i));
      }
    }
    node.fieldNames().forEachRemaining(names::add);
    for (var each : names) {
      if (!name.equals("*") && !name.equals(each)) {
        continue;
      }
      if (rest.length > 0) {
        hide(node.isArray() ? node.get(Integer.parseInt(each)) : node.get(each), rest);
      } else if (node instanceof ObjectNode object) {
        object.put(each, "withheld");
      } else {
        ((ArrayNode) node).set(Integer.parseInt(each), "withheld");
      }
    }
  }

  public List<JsonNode> lines(String path) {
    var lines = new ArrayList<JsonNode>();
    text(path)
        .lines()
        .forEach(
            line -> {
              try {
                lines.add(json.readTree(line));
              } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
              }
            });
    return lines;
  }

  @Override
  public void json(String path, String role, Object value, String... pointers) {
    add(path, write(value), pointers);
  }

  @Override
  public void lines(String path, String role, List<?> values, String... pointers) {
    var text = new StringBuilder();
    values.forEach(value -> text.append(new String(write(value), UTF_8)).append('\n'));
    add(path, text.toString().getBytes(UTF_8), pointers);
  }

  @Override
  public void text(String path, String role, String mediaType, String text) {
    add(path, text.getBytes(UTF_8));
  }

  @Override
  public void file(String path, String role, String mediaType, Content content) {
    try (var stream = content.open()) {
      add(path, stream.readAllBytes(), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void missing(String path, String why) {
    missing.put(path, why);
  }

  private void add(String path, byte[] bytes, String... pointers) {
    if (!path.matches("[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")
        || files.putIfAbsent(path, bytes) != null
        || missing.containsKey(path)) {
      throw new IllegalStateException(path + " is no path, or was given twice");
    }
    personal.put(path, Set.of(pointers));
  }

  private byte[] write(Object value) {
    try {
      return json.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
