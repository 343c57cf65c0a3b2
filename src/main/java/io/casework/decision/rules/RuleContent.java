package io.casework.decision.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What leads write.
 *
 * @param condition in the rule language
 * @param weight what the rule adds to the rule score when it fires, 0 to 1
 * @param flag the word under which people and other rules know it; null for none
 * @param hardBlock whether it blocks by itself
 * @param review whether it asks for a person
 */
public record RuleContent(
    String name,
    String description,
    JsonNode condition,
    BigDecimal weight,
    @Nullable String flag,
    boolean hardBlock,
    boolean review,
    boolean active) {

  private static final int FEWEST_DECIMALS = 2;

  /** One form of each weight, however it was written or stored: 0.25, 1.00, 0.125. */
  public RuleContent {
    var stripped = weight.stripTrailingZeros();
    weight = stripped.setScale(Math.max(FEWEST_DECIMALS, stripped.scale()));
  }

  RuleContent inactive() {
    return new RuleContent(name, description, condition, weight, flag, hardBlock, review, false);
  }
}
