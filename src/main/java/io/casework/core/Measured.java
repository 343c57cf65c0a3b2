package io.casework.core;

import java.util.List;

/**
 * What a room can count in what it keeps: waiting messages, open cases.
 *
 * <p>Rooms offer it as beans; every few seconds all of them are asked on one thread of their own,
 * so that looking at the numbers costs the database nothing.
 */
public interface Measured {

  /**
   * Counts; one query, or few.
   *
   * @return always the same names and labels where that is possible, also when there is nothing
   */
  List<Measure> measure();
}
