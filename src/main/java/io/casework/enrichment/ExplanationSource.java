package io.casework.enrichment;

import io.casework.core.ScoredEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why the score is what it is, from the contributions that came with the event. */
class ExplanationSource implements EnrichmentSource {

  static final String NAME = "explanation";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Answer ask(ScoredEvent event) {
    var contributions = event.explanation();
    if (contributions == null || contributions.isEmpty()) {
      return new Answer("The event carries no explanation.", Map.of());
    }
    var facts = new LinkedHashMap<String, Object>();
    contributions.forEach(part -> facts.put(part.feature(), part.contribution()));
    var strongest = contributions.get(0);
    return new Answer(
        "Strongest: %s (%+.2f), %d contributions in all."
            .formatted(strongest.feature(), strongest.contribution(), contributions.size()),
        facts);
  }
}
