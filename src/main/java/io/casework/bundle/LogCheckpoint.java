package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.vault.VerifyingKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * A signed statement about an audit log: C2SP tlog-checkpoint, which may have more lines and more
 * signatures than we read.
 */
record LogCheckpoint(String text, String origin, long size, byte[] root, String signatures) {

  private static final int KEY_ID = 4;

  /**
   * @throws IllegalArgumentException when it is none
   */
  static LogCheckpoint parse(String note) {
    var end = note.indexOf("\n\n");
    if (end < 0) {
      throw new IllegalArgumentException("no signature");
    }
    var text = note.substring(0, end + 1);
    var lines = text.split("\n", -1);
    if (lines.length < 4) {
      throw new IllegalArgumentException("no origin, size and root");
    }
    return new LogCheckpoint(
        text,
        lines[0],
        Long.parseLong(lines[1]),
        Base64.getDecoder().decode(lines[2]),
        note.substring(end + 2));
  }

  /** Whether one of the signatures is by this key. */
  boolean signedBy(VerifyingKey key) {
    return signatures.lines().anyMatch(line -> signedBy(key, line.split(" ")));
  }

  private boolean signedBy(VerifyingKey key, String[] line) {
    if (line.length != 3) {
      return false;
    }
    try {
      var bytes = Base64.getDecoder().decode(line[2]);
      return bytes.length > KEY_ID
          && key.signed(text.getBytes(UTF_8), Arrays.copyOfRange(bytes, KEY_ID, bytes.length));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
