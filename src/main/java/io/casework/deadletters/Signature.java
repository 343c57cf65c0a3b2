package io.casework.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What letters that fail alike have in common: entity, reason, place and rule, without numbers. */
final class Signature {

  private static final int BYTES = 8;
  private static final Pattern STEP_OF_ITS_OWN =
      Pattern.compile("/(?:\\d+|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?=/|$)");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private Signature() {}

  /** 16 hexadecimal digits. */
  static String of(String entity, String reason, String pointer, String rule) {
    return digest(String.join("\n", entity, reason, pointer(pointer), rule(rule)));
  }

  /** The place, with an asterisk for each index or id: {@code /risk/rules_triggered/*}. */
  static String pointer(String pointer) {
    return STEP_OF_ITS_OWN.matcher(pointer).replaceAll("/*");
  }

  /** The rule, with a sign for each number: {@code not strict JSON at line #, column #}. */
  static String rule(String rule) {
    return NUMBER.matcher(rule).replaceAll("#");
  }

  private static String digest(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
