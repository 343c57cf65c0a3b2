package io.casework.decision.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.core.CaseEvent;
import io.casework.core.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Puts the rules of {@code rules/default-rules.json} into an installation that has never had them.
 *
 * <p>A rule that leads have changed or switched off has its row, and stays as they left it. All
 * active rules are compiled before anybody is let in: one that does not compile stops the start.
 */
@Component
class DefaultRules implements SmartInitializingSingleton {

  private final JdbcRules stored;
  private final RuleReader reader;
  private final RuleBook book;
  private final Rules rules;

  DefaultRules(JdbcRules stored, RuleReader reader, RuleBook book, Rules rules) {
    this.stored = stored;
    this.reader = reader;
    this.book = book;
    this.rules = rules;
  }

  @Override
  public void afterSingletonsInstantiated() {
    seed();
    rules.active();
  }

  void seed() {
    var known = stored.ids();
    read(reader)
        .forEach(
            (id, content) -> {
              if (!known.contains(id)) {
                add(id, content);
              }
            });
  }

  private void add(String id, RuleContent content) {
    try {
      book.create(id, content, CaseEvent.SYSTEM);
    } catch (Refused e) {
      if (e.kind() != Refused.Kind.CONFLICT) {
        throw e;
      } // another node that starts now has put it there, or there is no room for it
    }
  }

  static Map<String, RuleContent> read(RuleReader reader) {
    Map<String, RuleContent> rules = new LinkedHashMap<>();
    for (JsonNode rule : resource()) {
      var content = ((ObjectNode) rule).deepCopy();
      var id = content.remove("id").textValue();
      if (rules.put(id, reader.whole(content)) != null) {
        throw new IllegalStateException("two default rules are called " + id);
      }
    }
    return rules;
  }

  private static JsonNode resource() {
    try {
      return RuleJson.body(
          new ClassPathResource("rules/default-rules.json").getContentAsByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
