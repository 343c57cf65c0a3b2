package io.casework.assignment;

import io.casework.core.Route;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Chooses who works a case: by skill, shift and load. */
@Component
public class Assignment {

  private final Roster roster;
  private final Clock clock;

  Assignment(Roster roster, Clock clock) {
    this.roster = roster;
    this.clock = clock;
  }

  /** The group whose queue a case waits in; level 0 first review, 1 senior, 2 lead. */
  public String groupOf(Route route, int level) {
    if (level == 1) {
      return "senior-analysts";
    }
    if (level >= 2) {
      return "fraud-leads";
    }
    return switch (route) {
      case HIGH_RISK, MEDIUM_RISK -> "analysts";
      case KYC_REVIEW -> "kyc-analysts";
      case MERCHANT_ESCALATION -> "merchant-analysts";
    };
  }

  /**
   * The person with the skill, on shift, with the least open work; empty when nobody is free.
   *
   * @param except who must not get it, for example who let it breach
   */
  @Transactional
  public Optional<String> personFor(Route route, int level, @Nullable String except) {
    return roster.candidates(route, level).stream()
        .filter(candidate -> !candidate.analyst().userId().equals(except))
        .filter(candidate -> candidate.analyst().onShift(clock.instant()))
        .map(candidate -> candidate.analyst().userId())
        .filter(roster::takeIfFree)
        .findFirst();
  }
}
