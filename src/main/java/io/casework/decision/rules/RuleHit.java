package io.casework.decision.rules;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that fired.
 *
 * @param flag the word under which people and other rules know it; null for none
 * @param weight what it adds to the rule score, 0 to 1
 * @param hardBlock whether it blocks by itself
 * @param review whether it asks for a person
 * @param trace every comparison that was made, in order
 */
public record RuleHit(
    String ruleId,
    int version,
    String name,
    @Nullable String flag,
    BigDecimal weight,
    boolean hardBlock,
    boolean review,
    List<Check> trace) {

  /** One comparison: field, operator, threshold, and what was there. */
  public record Check(
      String field,
      String operator,
      @Nullable Object threshold,
      @Nullable Object actual,
      boolean holds) {}
}
