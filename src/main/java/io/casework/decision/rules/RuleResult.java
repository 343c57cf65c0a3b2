package io.casework.decision.rules;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a rule set said of a payment.
 *
 * @param score the weights of what fired, added and capped at 1
 * @param hits what fired, heaviest first
 */
public record RuleResult(BigDecimal score, List<RuleHit> hits) {

  public RuleResult {
    hits = List.copyOf(hits);
  }

  public Optional<RuleHit> hardBlock() {
    return hits.stream().filter(RuleHit::hardBlock).findFirst();
  }

  public boolean asksForReview() {
    return hits.stream().anyMatch(RuleHit::review);
  }
}
