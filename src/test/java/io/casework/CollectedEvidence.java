package io.casework;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseId;
import io.casework.core.Content;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
    if (files.putIfAbsent(path, bytes) != null || missing.containsKey(path)) {
      throw new IllegalStateException(path + " was given twice");
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
