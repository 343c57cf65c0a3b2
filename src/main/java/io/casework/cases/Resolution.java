package io.casework.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decision on a case; a reopened case gets another with the next number.
 *
 * @param number 1, 2, … within the case
 * @param overrides whether the analyst decided against the Decision Service's suggestion
 */
public record Resolution(
    int number,
    Decision decision,
    ReasonCode reasonCode,
    @Nullable String note,
    boolean overrides,
    String decidedBy,
    Instant decidedAt) {

  /** The longest note, in characters. */
  public static final int MAX_NOTE = 4000;

  public Resolution {
    note = note == null || note.isBlank() ? null : note.strip();
    if (note == null && decision == Decision.PARTIAL) {
      throw new ResolutionRefused("note", "is required when the decision is partial");
    }
    if (note == null && overrides) {
      throw new ResolutionRefused("note", "is required when the decision overrides the suggestion");
    }
    if (note != null && (note.length() > MAX_NOTE || note.indexOf('\0') >= 0)) {
      throw new ResolutionRefused(
          "note", "must hold at most %d characters, none of them NUL".formatted(MAX_NOTE));
    }
  }
}
