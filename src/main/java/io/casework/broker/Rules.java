package io.casework.broker;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rules of a subscription: those it was set up with, and what clients made of them.
 *
 * <p>Only the difference is kept, so that a changed configuration still takes effect.
 */
final class Rules implements Entity {

  private final String path;
  private final Map<String, Rule> configured = new LinkedHashMap<>();
  private final Map<String, Rule> rules = new LinkedHashMap<>();

  Rules(String subscription, List<Rule> configured) {
    this.path = pathOf(subscription);
    for (Rule rule : configured.isEmpty() ? List.of(Rule.everything()) : configured) {
      this.configured.put(rule.name(), rule);
    }
    rules.putAll(this.configured);
  }

  static String pathOf(String subscription) {
    return subscription + "/$rules";
  }

  @Override
  public String path() {
    return path;
  }

  Collection<Rule> all() {
    return rules.values();
  }

  boolean matches(MessageContent message) {
    MessageProperties properties = new MessageProperties(message);
    return rules.values().stream().anyMatch(rule -> rule.filter().matches(properties));
  }

  Change adding(String name, RuleFilter filter, Instant now) {
    if (rules.containsKey(name)) {
      throw new Refusal(
          Conditions.ALREADY_EXISTS, "The subscription has a rule '" + name + "' already.");
    }
    return new Change.RuleAdded(path, new Rule(name, filter, now));
  }

  Change removing(String name) {
    if (!rules.containsKey(name)) {
      throw new Refusal(Conditions.NOT_FOUND, "The subscription has no rule '" + name + "'.");
    }
    return new Change.RuleRemoved(path, name);
  }

  @Override
  public void apply(Change change) {
    if (change instanceof Change.RuleAdded added) {
      rules.put(added.rule().name(), added.rule());
    } else if (change instanceof Change.RuleRemoved removed) {
      rules.remove(removed.name());
    }
  }

  @Override
  public void snapshot(Consumer<Change> changes) {
    configured.forEach(
        (name, rule) -> {
          if (rules.get(name) != rule) {
            changes.accept(new Change.RuleRemoved(path, name));
          }
        });
    rules.forEach(
        (name, rule) -> {
          if (configured.get(name) != rule) {
            changes.accept(new Change.RuleAdded(path, rule));
          }
        });
  }

  @Override
  public long bytes() {
    return 0;
  }
}
