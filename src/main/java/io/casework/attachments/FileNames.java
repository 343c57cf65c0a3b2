package io.casework.attachments;

import java.text.Normalizer;
import java.util.Locale;

/** Names of files as people gave them, without what could mislead a reader or a program. */
final class FileNames {

  private static final int LONGEST = 150;
  private static final int LONGEST_ENDING = 10;

  private FileNames() {}

  /**
   * The last part of a path, without control and invisible characters: among them are those that
   * turn the direction of writing, so that {@code fdp.exe} reads {@code exe.pdf}.
   */
  static String clean(String given) {
    var last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    var name =
        Normalizer.normalize(last, Normalizer.Form.NFC)
            .replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}]", "")
            .replaceAll("[\\p{Z}\\s]+", " ")
            .replaceAll("[:*?\"<>|%;]", "_")
            .replaceAll("^[. ]+|[. ]+$", "");
    return cut(name.isEmpty() ? "attachment" : name);
  }

  /** What stands behind the last dot, in lower case; empty without one. */
  static String extension(String name) {
    var dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static String cut(String name) {
    if (name.length() <= LONGEST) {
      return name;
    }
    var ending = "." + extension(name);
    var kept = ending.length() > LONGEST_ENDING ? "" : ending;
    return name.substring(0, LONGEST - kept.length()) + kept;
  }
}
