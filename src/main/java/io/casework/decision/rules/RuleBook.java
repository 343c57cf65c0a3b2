package io.casework.decision.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.core.Change;
import io.casework.core.OperationsEvent;
import io.casework.core.Refused;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where rules are written: every edit is a version, a fact for the audit, and one transaction. */
@Component
@Transactional
class RuleBook {

  private static final int MOST_ACTIVE = 500;

  private final JdbcRules stored;
  private final RuleReader reader;
  private final ApplicationEventPublisher facts;
  private final Clock clock;

  RuleBook(JdbcRules stored, RuleReader reader, ApplicationEventPublisher facts, Clock clock) {
    this.stored = stored;
    this.reader = reader;
    this.facts = facts;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  List<Rule> list(boolean activeOnly) {
    return activeOnly ? stored.active() : stored.all();
  }

  @Transactional(readOnly = true)
  Rule get(String id) {
    return stored.find(id).orElseThrow(() -> Refused.missing("rule"));
  }

  @Transactional(readOnly = true)
  List<RuleVersion> versions(String id) {
    return stored.versions(get(id).id());
  }

  /** What would be stored, to be tried first. */
  @Transactional(readOnly = true)
  RuleVersion draft(String id, JsonNode body, String actor) {
    return new RuleVersion(id, 0, reader.whole(body), actor, clock.instant());
  }

  Rule create(String id, JsonNode body, String actor) {
    return create(id, reader.whole(body), actor);
  }

  Rule create(String id, RuleContent content, String actor) {
    if (content.active()) {
      roomForOneMore();
    }
    var first = new RuleVersion(id, 1, content, actor, clock.instant());
    try {
      stored.add(first);
    } catch (DuplicateKeyException e) {
      throw Refused.conflict("/id", "is the id of another rule");
    }
    publish("rule_created", null, first);
    return get(id);
  }

  Rule replace(String id, @Nullable Integer expected, JsonNode body, String actor) {
    return change(id, expected, before -> reader.whole(body), actor);
  }

  Rule patch(String id, @Nullable Integer expected, JsonNode body, String actor) {
    return change(id, expected, before -> reader.patched(before, body), actor);
  }

  /** Out of force, and kept: what it once decided can be computed again. */
  void deactivate(String id, @Nullable Integer expected, String actor) {
    change(id, expected, RuleContent::inactive, actor);
  }

  private Rule change(
      String id, @Nullable Integer expected, UnaryOperator<RuleContent> edit, String actor) {
    var before = get(id).current();
    if (expected != null && expected != before.version()) {
      throw Refused.conflict("If-Match", "the rule is at version " + before.version());
    }
    var content = edit.apply(before.content());
    if (content.equals(before.content())) {
      return get(id);
    }
    if (content.active() && !before.content().active()) {
      roomForOneMore();
    }
    var next = new RuleVersion(id, before.version() + 1, content, actor, clock.instant());
    if (!stored.change(next)) {
      throw Refused.conflict("If-Match", "somebody else changed the rule just now");
    }
    var ends = before.content().active() && !content.active();
    publish(ends ? "rule_deactivated" : "rule_changed", before, next);
    return get(id);
  }

  private void roomForOneMore() {
    if (stored.countActive() >= MOST_ACTIVE) {
      throw Refused.conflict("/active", "at most " + MOST_ACTIVE + " rules can be active");
    }
  }

  private void publish(String kind, @Nullable RuleVersion before, RuleVersion after) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("rule_id", after.id());
    said.put("rule", after.content().name());
    said.put("version", new Change(before == null ? null : before.version(), after.version()));
    var was = before == null ? Map.<String, Object>of() : fields(before.content());
    fields(after.content())
        .forEach(
            (name, value) -> {
              if (!value.equals(was.get(name))) {
                said.put(name, new Change(was.get(name), value));
              }
            });
    facts.publishEvent(new OperationsEvent(kind, null, after.changedBy(), said));
    facts.publishEvent(new RulesChanged());
  }

  /** A condition may list accounts, and a description anything: they leave their digests. */
  private static Map<String, Object> fields(RuleContent content) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", content.name());
    fields.put("weight", content.weight());
    fields.put("flag", content.flag() == null ? "" : content.flag());
    fields.put("hard_block", content.hardBlock());
    fields.put("review", content.review());
    fields.put("active", content.active());
    fields.put("description_sha256", RuleJson.sha256(content.description()));
    fields.put("condition_sha256", RuleJson.sha256(RuleJson.write(content.condition())));
    return fields;
  }
}
