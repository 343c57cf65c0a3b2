package io.casework.bundle;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

/**
 * That a record is in a log: C2SP tlog-proof, with the hashes of RFC 6962.
 *
 * @param index of the record, from 0
 */
record InclusionProof(long index, List<byte[]> path) {

  private static final String INDEX = "index ";

  /** Reads the part before the checkpoint; lines before the index are extensions. */
  static InclusionProof parse(String text) {
    var lines = text.lines().takeWhile(line -> !line.isEmpty()).toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(INDEX)) {
        return new InclusionProof(
            Long.parseLong(lines.get(i).substring(INDEX.length())),
            lines.stream().skip(i + 1L).map(Base64.getDecoder()::decode).toList());
      }
    }
    throw new IllegalArgumentException("no index");
  }

  /** RFC 9162, 2.1.3.2. */
  boolean proves(byte[] line, LogCheckpoint log) {
    if (index >= log.size()) {
      return false;
    }
    long node = index;
    long last = log.size() - 1;
    var hash = hash(0, line);
    for (var other : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = hash(1, other, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = hash(1, hash, other);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && MessageDigest.isEqual(hash, log.root());
  }

  private static byte[] hash(int prefix, byte[]... parts) {
    var digest = Hashes.sha256();
    digest.update((byte) prefix);
    for (var part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }
}
