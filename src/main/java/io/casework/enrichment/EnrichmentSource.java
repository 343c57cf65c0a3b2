package io.casework.enrichment;

import io.casework.core.ScoredEvent;
import java.time.Duration;
import java.util.Map;

/** One place that knows something about a payment. */
interface EnrichmentSource {

  /** The source's name in findings and configuration: {@code user-history}. */
  String name();

  /** Asks; throws when the source does not answer in time or answers nonsense. */
  Answer ask(ScoredEvent event);

  /** The longest that an answer can take. */
  default Duration longest() {
    return Duration.ZERO;
  }

  /**
   * What a source knows.
   *
   * @param summary one sentence for the analyst
   * @param facts values by name
   */
  record Answer(String summary, Map<String, Object> facts) {}
}
