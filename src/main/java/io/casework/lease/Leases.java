package io.casework.lease;

import java.time.Duration;

/**
 * Gives work that needs no company to one node at a time.
 *
 * <p>A lease saves double work; it is no lock. A node that slept beyond its lease may still be at
 * it when another begins, so what is done under a lease must bear being done twice.
 */
@FunctionalInterface
public interface Leases {

  /**
   * Takes a lease that nobody has, or keeps this node's own; never waits.
   *
   * @param name of the work, at most 60 characters
   * @param span how long the work may be left alone from now on before another node takes it over
   * @return whether the work is this node's
   */
  boolean take(String name, Duration span);
}
