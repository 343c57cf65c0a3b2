package io.casework.deadletters;

import io.casework.core.Refused;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What became of a refused message. */
public enum LetterState {
  /** Nobody has taken it up. */
  OPEN,
  /** Somebody mends it. */
  MENDING,
  /** Mended, or to be discarded; a second person has not said yes. */
  WAITING,
  /** Approved, and about to leave. */
  APPROVED,
  /** On its way to the queue that refused it. */
  SENT,
  /** Its replay was taken. */
  ACCEPTED,
  /** Its replay was refused, and is a dead letter of its own. */
  REFUSED_AGAIN,
  /** Two people agreed that nobody needs it. */
  DISCARDED;

  /** Something is still to be done, by people or by us. */
  static final Set<LetterState> UNFINISHED = EnumSet.of(OPEN, MENDING, WAITING, APPROVED, SENT);

  /** Reads the name that the interface and the tables use. */
  public static LetterState of(String name) {
    return Arrays.stream(values())
        .filter(state -> state.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> Refused.field("state", "must be one of " + Arrays.toString(values())));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
