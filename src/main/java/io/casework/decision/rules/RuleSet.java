package io.casework.decision.rules;

import io.casework.core.Refused;
import io.casework.decision.rules.RuleHit.Check;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compiled rules, for many threads; it never changes. */
public final class RuleSet {

  private final List<Compiled> rules;
  private final List<String> paths;
  private final SortedMap<String, Integer> versions;
  private final String version;

  private RuleSet(List<Compiled> rules, List<String> paths) {
    this.rules = rules;
    this.paths = paths;
    this.versions = new TreeMap<>();
    rules.forEach(each -> versions.put(each.rule.id(), each.rule.version()));
    this.version = RuleJson.sha256(versions.toString()).substring(0, 16);
  }

  /** Compiles rules, whether active or not; a condition that does not fit is refused. */
  static RuleSet of(List<RuleVersion> rules, ConditionReader conditions) {
    var slots = new LinkedHashMap<String, Integer>();
    var compiled =
        rules.stream()
            .sorted(
                Comparator.comparing((RuleVersion rule) -> rule.content().weight())
                    .reversed()
                    .thenComparing(RuleVersion::id))
            .map(rule -> new Compiled(rule, condition(rule, conditions, slots)))
            .toList();
    return new RuleSet(compiled, List.copyOf(slots.keySet()));
  }

  private static Condition condition(
      RuleVersion rule, ConditionReader conditions, Map<String, Integer> slots) {
    try {
      return conditions.read(rule.content().condition(), "/condition", slots);
    } catch (Refused e) {
      throw Refused.field(rule.id() + e.field(), e.rule());
    }
  }

  /** Asks every rule. */
  public RuleResult evaluate(Facts facts) {
    var reading = new Reading(facts, paths);
    var hits = new ArrayList<RuleHit>();
    var score = BigDecimal.ZERO;
    for (var each : rules) {
      if (each.condition.holds(reading, null)) {
        hits.add(each.hit(reading));
        score = score.add(each.rule.content().weight());
      }
    }
    return new RuleResult(score.min(BigDecimal.ONE), hits);
  }

  /** Names the set for ever: a digest of its rules and their versions. */
  public String version() {
    return version;
  }

  /** The rules in the set by id, with which {@link Rules#asOf} makes it again. */
  public Map<String, Integer> versions() {
    return Collections.unmodifiableSortedMap(versions);
  }

  private record Compiled(RuleVersion rule, Condition condition) {

    RuleHit hit(Reading reading) {
      var trace = new ArrayList<Check>();
      condition.holds(reading, trace);
      var content = rule.content();
      return new RuleHit(
          rule.id(),
          rule.version(),
          content.name(),
          content.flag(),
          content.weight(),
          content.hardBlock(),
          content.review(),
          List.copyOf(trace));
    }
  }
}
