package io.casework.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both trees give what RFC 6962 defines; here it is written down as the RFC says it. */
class HashTreeTests {

  private static final int MOST = 70_000;
  private static final List<byte[]> LEAVES = leaves();

  private static List<byte[]> leaves() {
    var leaves = new ArrayList<byte[]>();
    for (int i = 0; i < MOST; i++) {
      leaves.add(Sha256.leaf(("record " + i).getBytes(StandardCharsets.UTF_8)));
    }
    return leaves;
  }

  @Test
  void theTestVectorsOfCertificateTransparencyHold() {
    var inputs = List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657");
    var tree = new GrowingTree();
    assertThat(Sha256.hex(tree.root()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    inputs.forEach(input -> tree.add(Sha256.leaf(HexFormat.of().parseHex(input))));

    assertThat(Sha256.hex(tree.root()))
        .isEqualTo("ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 1000, 65_535, 65_536, 65_537, MOST})
  void rootsAreThoseOfTheDefinition(int size) {
    var growing = new GrowingTree();
    LEAVES.subList(0, size).forEach(growing::add);
    var root = root(LEAVES.subList(0, size));

    assertThat(growing.root()).isEqualTo(root);
    assertThat(new HashTree(stored(size)).root(size)).isEqualTo(root);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 256, 300, 513, 65_536, MOST})
  void aPathLeadsFromEveryLeafToTheRoot(int size) {
    var tree = new HashTree(stored(size));
    var root = root(LEAVES.subList(0, size));
    for (int index = 0; index < size; index += Math.max(1, size / 301)) {
      assertThat(InclusionProof.root(LEAVES.get(index), index, size, tree.path(index, size)))
          .isEqualTo(root);
    }
    assertThat(InclusionProof.root(LEAVES.get(size - 1), size - 1, size, tree.path(size - 1, size)))
        .isEqualTo(root);
  }

  /** RFC 6962, 2.1. */
  private static byte[] root(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    var left = Integer.highestOneBit(leaves.size() - 1);
    return Sha256.node(root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
  }

  /** Tiles as the tables have them: the roots of 256^l leaves, computed from the level below. */
  private static HashTree.Tiles stored(int size) {
    Map<Integer, List<byte[]>> levels = new HashMap<>();
    levels.put(0, LEAVES.subList(0, size));
    HashTree.Tiles tiles =
        (level, tile) -> {
          var all = levels.getOrDefault(level, List.of());
          var from = (int) Math.min(tile * 256, all.size());
          return all.subList(from, Math.min(from + 256, all.size()));
        };
    for (int level = 1; size >> (8 * level) > 0; level++) {
      var nodes = new ArrayList<byte[]>();
      for (int number = 0; number < size >> (8 * level); number++) {
        nodes.add(new HashTree(tiles).above(level, number));
      }
      levels.put(level, nodes);
    }
    return tiles;
  }
}
