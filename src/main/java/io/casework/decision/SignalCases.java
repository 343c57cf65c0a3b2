package io.casework.decision;

import io.casework.actions.NextAction;
import io.casework.core.ScoredEvent;
import io.casework.routing.RoutingProperties;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which signals people look at, and how these look as case events. */
@Component
class SignalCases {

  private static final int MAX_IDENTIFIER = 128;

  private final RoutingProperties thresholds;
  private final Clock clock;

  SignalCases(RoutingProperties thresholds, Clock clock) {
    this.thresholds = thresholds;
    this.clock = clock;
  }

  boolean wants(Signal signal, NextAction action) {
    return switch (action) {
      case INITIATE_INVESTIGATION, ROUTE_TO_MANUAL_REVIEW -> true;
      case FREEZE_ACCOUNT, REQUIRE_2FA, MONITOR_ACCOUNT ->
          signal.scoreOrZero() >= thresholds.thresholdMid();
    };
  }

  ScoredEvent event(Signal signal, NextAction action) {
    var dispute = signal.eventType().equals(Signal.DISPUTE);
    return new ScoredEvent(
        signal.caseId().value(),
        clock.instant(),
        new ScoredEvent.Actor(signal.customerId(), null, null),
        new ScoredEvent.Transaction(signal.amount(), signal.currency(), null, null, null, null),
        new ScoredEvent.Risk(signal.scoreOrZero(), signal.sourceSystem(), rules(action)),
        new ScoredEvent.Context(featureset(signal), null),
        suggested(action),
        dispute || action == NextAction.INITIATE_INVESTIGATION,
        null,
        null,
        List.of(
            new ScoredEvent.Contribution("signal", signal.eventType(), 0),
            new ScoredEvent.Contribution(
                "score of " + signal.sourceSystem(), signal.scoreOrZero(), signal.scoreOrZero()),
            new ScoredEvent.Contribution("done already", action.toString(), 0)));
  }

  private static List<String> rules(NextAction action) {
    return action == NextAction.ROUTE_TO_MANUAL_REVIEW
        ? List.of("EXTERNAL_SIGNAL", ScoredEvent.MANUAL_REVIEW)
        : List.of("EXTERNAL_SIGNAL");
  }

  private static String featureset(Signal signal) {
    var named = "signal:" + signal.eventId();
    return named.length() <= MAX_IDENTIFIER ? named : "signal:" + signal.caseId();
  }

  private static String suggested(NextAction action) {
    return switch (action) {
      case FREEZE_ACCOUNT -> "block";
      case REQUIRE_2FA -> "challenge";
      case MONITOR_ACCOUNT, INITIATE_INVESTIGATION, ROUTE_TO_MANUAL_REVIEW -> "allow_with_review";
    };
  }
}
