package io.casework.decision.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule, or one of its versions, as the API shows it.
 *
 * @param words the condition in plain words
 */
record RuleView(
    String id,
    int version,
    String name,
    String description,
    JsonNode condition,
    String words,
    BigDecimal weight,
    @Nullable String flag,
    boolean hardBlock,
    boolean review,
    boolean active,
    String createdBy,
    Instant createdAt,
    String updatedBy,
    Instant updatedAt) {

  static RuleView of(Rule rule, RuleVersion version, String words) {
    var content = version.content();
    return new RuleView(
        version.id(),
        version.version(),
        content.name(),
        content.description(),
        content.condition(),
        words,
        content.weight(),
        content.flag(),
        content.hardBlock(),
        content.review(),
        content.active(),
        rule.createdBy(),
        rule.createdAt(),
        version.changedBy(),
        version.changedAt());
  }
}
