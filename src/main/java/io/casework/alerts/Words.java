package io.casework.alerts;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text as decision tables look for words in it. */
final class Words {

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** A table looks at so much of a text. */
  private static final int MOST = 20_000;

  private Words() {}

  /** {@code "High-risk: PEP?"} as {@code " high risk pep "}; nothing as one space. */
  static String of(@Nullable String text) {
    if (text == null) {
      return " ";
    }
    var begin = text.length() <= MOST ? text : text.substring(0, MOST);
    var words = BETWEEN.matcher(begin.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    return words.isEmpty() ? " " : " " + words + " ";
  }
}
