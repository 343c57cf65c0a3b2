package io.casework.core;

import java.util.List;

/**
 * Something that is true of the whole installation at every moment, and how a breach would show.
 *
 * <p>Rooms offer what they vouch for as beans; the oracle asks them all, in tests and in operation
 * alike.
 */
public interface Invariant {

  /** Its number in the list of promises, I1 to I14, with a letter where one has several parts. */
  String id();

  /** The promise, in one sentence for people. */
  String promise();

  /**
   * Looks for breaches.
   *
   * @param examples how many to name at most
   */
  Breaches check(int examples);

  /**
   * What was found.
   *
   * @param count how many breaches there are, all of them
   * @param examples names of some: case ids, keys; nothing personal
   */
  record Breaches(long count, List<String> examples) {

    /** Nothing was found. */
    public static final Breaches NONE = new Breaches(0, List.of());

    public Breaches {
      examples = List.copyOf(examples);
    }
  }
}
