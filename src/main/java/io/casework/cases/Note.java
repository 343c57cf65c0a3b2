package io.casework.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an analyst wrote down about a case.
 *
 * @param at when it was first written
 * @param editedAt when this text was written; null for the first
 * @param version 1, and one more for each edit
 */
public record Note(
    String noteId,
    String author,
    Instant at,
    String text,
    @Nullable Instant editedAt,
    int version) {

  /** The text as it is kept, or what is wrong with it. */
  static String checked(String text) {
    if (text.isBlank() || text.strip().length() > Resolution.MAX_NOTE || text.indexOf('\0') >= 0) {
      throw new ResolutionRefused(
          "text", "must hold 1 to %d characters, none of them NUL".formatted(Resolution.MAX_NOTE));
    }
    return text.strip();
  }

  Note edited(String newText, Instant now) {
    return new Note(noteId, author, at, checked(newText), now, version + 1);
  }
}
