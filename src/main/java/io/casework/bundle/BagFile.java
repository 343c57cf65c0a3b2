package io.casework.bundle;

import io.casework.core.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * One file of a bag, measured; its bytes are read again when the bag is written.
 *
 * @param path within the bag
 * @param personal whether it shows personal values: {@code none}, {@code fields} or {@code whole}
 */
record BagFile(
    String path,
    String role,
    String source,
    String mediaType,
    String personal,
    long bytes,
    String sha256,
    long crc,
    Content content) {

  static BagFile of(
      String path, String role, String source, String mediaType, String personal, Content content)
      throws IOException {
    var digest = Hashes.sha256();
    var crc = new CRC32();
    long bytes;
    try (var in = content.open()) {
      bytes = in.transferTo(new CheckedOutputStream(Hashes.into(digest), crc));
    }
    return new BagFile(
        path,
        role,
        source,
        mediaType,
        personal,
        bytes,
        HexFormat.of().formatHex(digest.digest()),
        crc.getValue(),
        content);
  }

  /** A file about the bag itself. */
  static BagFile tag(String path, byte[] bytes) {
    try {
      return of(path, "", "bundle", "", "none", Content.of(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
