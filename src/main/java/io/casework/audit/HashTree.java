package io.casework.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree of RFC 6962 over hashes that are stored for every 256^l records, so that a root or a
 * path takes at most 256 of them per level. Keeps what it read: make one per task.
 */
final class HashTree {

  /** Where the stored hashes are. */
  interface Tiles {

    /** Up to 256 roots of complete subtrees of 256^level leaves; level 0 has the leaves. */
    List<byte[]> read(int level, long tile);
  }

  private static final int BITS = 8;

  private final Tiles tiles;
  private final Map<Place, List<byte[]>> read = new HashMap<>();
  private final Map<Place, byte[]> computed = new HashMap<>();

  HashTree(Tiles tiles) {
    this.tiles = tiles;
  }

  /** The root over the first records; that of none is the hash of nothing. */
  byte[] root(long size) {
    return size == 0 ? Sha256.of() : range(0, size);
  }

  /** What takes a leaf to the root, from below: the inclusion proof. */
  List<byte[]> path(long index, long size) {
    var path = new ArrayList<byte[]>();
    collect(index, 0, size, path);
    return path;
  }

  private void collect(long index, long start, long count, List<byte[]> path) {
    if (count == 1) {
      return;
    }
    var left = leftOf(count);
    if (index < start + left) {
      collect(index, start, left, path);
      path.add(range(start + left, count - left));
    } else {
      collect(index, start + left, count - left, path);
      path.add(range(start, left));
    }
  }

  /** The hash to be stored as number n of a level, from the level below. */
  byte[] above(int level, long number) {
    return joined(number << (level * BITS), level * BITS);
  }

  private byte[] range(long start, long count) {
    if (Long.bitCount(count) == 1) {
      return complete(start, Long.numberOfTrailingZeros(count));
    }
    var left = leftOf(count);
    return Sha256.node(range(start, left), range(start + left, count - left));
  }

  private byte[] complete(long start, int height) {
    if (height % BITS != 0) {
      var place = new Place(height, start);
      var known = computed.get(place);
      if (known == null) {
        known = joined(start, height);
        computed.put(place, known);
      }
      return known;
    }
    var number = start >> height;
    var level = height / BITS;
    return read.computeIfAbsent(
            new Place(level, number >> BITS), place -> tiles.read(place.level(), place.number()))
        .get((int) (number & 255));
  }

  private byte[] joined(long start, int height) {
    var half = 1L << (height - 1);
    return Sha256.node(complete(start, height - 1), complete(start + half, height - 1));
  }

  /** The largest power of two below a count. */
  private static long leftOf(long count) {
    return Long.highestOneBit(count - 1);
  }

  private record Place(int level, long number) {}
}
