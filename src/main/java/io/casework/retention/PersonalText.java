package io.casework.retention;

import io.casework.core.Refused;
import io.casework.vault.CaseKey;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What leads write about a case; sealed under its key, as it may speak of the person. */
final class PersonalText {

  static final String ERASED = "erased";

  private static final int LONGEST = 1000;

  // It becomes a fact, so that the trail says what forbade or allowed a deletion.
  private static final Pattern REFERENCE = Pattern.compile("(?=.*[0-9])[\\p{Alnum} ./:#_-]{1,80}");

  private PersonalText() {}

  static String required(String pointer, @Nullable String text) {
    if (text == null
        || text.isBlank()
        || text.strip().length() > LONGEST
        || text.indexOf('\0') >= 0) {
      throw Refused.field(
          pointer, "must hold 1 to %d characters, none of them NUL".formatted(LONGEST));
    }
    return text.strip();
  }

  static String reference(@Nullable String reference) {
    if (reference == null
        || reference.isBlank()
        || !REFERENCE.matcher(reference.strip()).matches()) {
      throw Refused.field(
          "/reference",
          "is required: 1 to 80 letters, digits, blanks or any of . / : # _ -, among them a digit;"
              + " no names, for it stands in the trail for ever");
    }
    return reference.strip();
  }

  static String open(Optional<CaseKey> key, String place, String stored) {
    return key.map(found -> found.open(place, stored)).orElse(ERASED);
  }
}
