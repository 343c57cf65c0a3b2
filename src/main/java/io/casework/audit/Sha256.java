package io.casework.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, and the two ways RFC 6962 uses it. */
final class Sha256 {

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private Sha256() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] of(byte[]... parts) {
    var digest = digest();
    for (var part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  static byte[] leaf(byte[] line) {
    return of(LEAF, line);
  }

  static byte[] node(byte[] left, byte[] right) {
    return of(NODE, left, right);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
