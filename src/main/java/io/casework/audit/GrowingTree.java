package io.casework.audit;

import java.util.ArrayList;
import java.util.List;

/** The tree of RFC 6962 while its leaves pass by: only the right edge is kept. */
final class GrowingTree {

  private final List<byte[]> edge = new ArrayList<>();
  private long size;

  void add(byte[] leaf) {
    var hash = leaf;
    for (var rest = size; (rest & 1) == 1; rest >>= 1) {
      hash = Sha256.node(edge.remove(edge.size() - 1), hash);
    }
    edge.add(hash);
    size++;
  }

  long size() {
    return size;
  }

  byte[] root() {
    if (edge.isEmpty()) {
      return Sha256.of();
    }
    var root = edge.get(edge.size() - 1);
    for (int i = edge.size() - 2; i >= 0; i--) {
      root = Sha256.node(edge.get(i), root);
    }
    return root;
  }
}
