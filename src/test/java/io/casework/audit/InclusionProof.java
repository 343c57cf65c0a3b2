package io.casework.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** How a stranger checks a proof: RFC 9162, 2.1.3.2. */
final class InclusionProof {

  private InclusionProof() {}

  /** The root to which a path leads from a leaf. */
  static byte[] root(byte[] leaf, long index, long size, List<byte[]> path) {
    var fn = index;
    var sn = size - 1;
    var hash = leaf;
    for (var sibling : path) {
      assertThat(sn).isPositive();
      if ((fn & 1) == 1 || fn == sn) {
        hash = Sha256.node(sibling, hash);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        hash = Sha256.node(hash, sibling);
      }
      fn >>= 1;
      sn >>= 1;
    }
    assertThat(sn).isZero();
    return hash;
  }
}
