package io.casework.decision.model;

/**
 * The features that were asked on the way from the root to a node, each once, and the weight of the
 * subsets of them that are known, by size.
 *
 * <p>The first element is a placeholder, so that the weight of the empty subset has its place.
 */
final class ShapPath {

  private final int[] features;
  private final double[] unknown;
  private final double[] known;
  private final double[] weights;
  private int length;

  ShapPath(int capacity) {
    features = new int[capacity];
    unknown = new double[capacity];
    known = new double[capacity];
    weights = new double[capacity];
  }

  void copyOf(ShapPath other) {
    length = other.length;
    System.arraycopy(other.features, 0, features, 0, length);
    System.arraycopy(other.unknown, 0, unknown, 0, length);
    System.arraycopy(other.known, 0, known, 0, length);
    System.arraycopy(other.weights, 0, weights, 0, length);
  }

  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  int feature(int index) {
    return features[index];
  }

  /** The share of the training data that goes on when the feature is not known. */
  double unknown(int index) {
    return unknown[index];
  }

  /** 1 when the row goes on, 0 when it went the other way. */
  double known(int index) {
    return known[index];
  }

  int indexOf(int feature) {
    for (int i = 1; i < length; i++) {
      if (features[i] == feature) {
        return i;
      }
    }
    return -1;
  }

  void extend(int feature, double unknownShare, double knownShare) {
    int last = length++;
    features[last] = feature;
    unknown[last] = unknownShare;
    known[last] = knownShare;
    weights[last] = last == 0 ? 1 : 0;
    for (int i = last - 1; i >= 0; i--) {
      weights[i + 1] += knownShare * weights[i] * (i + 1) / length;
      weights[i] = unknownShare * weights[i] * (last - i) / length;
    }
  }

  /** Undoes {@link #extend} for a feature that is asked again. */
  void remove(int index) {
    int last = length - 1;
    double next = weights[last];
    for (int i = last - 1; i >= 0; i--) {
      if (known[index] != 0) {
        double before = weights[i];
        weights[i] = next * length / ((i + 1) * known[index]);
        next = before - weights[i] * unknown[index] * (last - i) / length;
      } else {
        weights[i] = weights[i] * length / (unknown[index] * (last - i));
      }
    }
    for (int i = index; i < last; i++) {
      features[i] = features[i + 1];
      unknown[i] = unknown[i + 1];
      known[i] = known[i + 1];
    }
    length = last;
  }

  /** The weight of all subsets together, had the feature not been asked. */
  double weightWithout(int index) {
    int last = length - 1;
    double next = weights[last];
    double sum = 0;
    for (int i = last - 1; i >= 0; i--) {
      if (known[index] != 0) {
        double weight = next * length / ((i + 1) * known[index]);
        sum += weight;
        next = weights[i] - weight * unknown[index] * (last - i) / length;
      } else {
        sum += weights[i] * length / (unknown[index] * (last - i));
      }
    }
    return sum;
  }
}
