package io.casework.cases;

import io.casework.core.ScoredEvent;
import java.util.List;

/** What is left of an event without its person: what it was scored by and for how much. */
final class ErasedEvent {

  private ErasedEvent() {}

  static ScoredEvent of(ScoredEvent event) {
    var paid = event.transaction();
    return new ScoredEvent(
        event.id(),
        event.timestamp(),
        new ScoredEvent.Actor(CaseTexts.ERASED, null, event.actor().merchantId()),
        new ScoredEvent.Transaction(
            paid.amount(),
            paid.currency(),
            null,
            null,
            null,
            paid.geo() == null ? null : new ScoredEvent.Geo(paid.geo().country(), null, null)),
        event.risk(),
        new ScoredEvent.Context(event.context().featuresetId(), null),
        event.actionSuggested(),
        event.merchantEscalation(),
        event.sla(),
        null,
        contributions(event));
  }

  // Values of features may be names, devices, places.
  private static List<ScoredEvent.Contribution> contributions(ScoredEvent event) {
    return event.explanation() == null
        ? List.of()
        : event.explanation().stream()
            .map(part -> new ScoredEvent.Contribution(part.feature(), null, part.contribution()))
            .toList();
  }
}
