package io.casework.faults;

import java.util.List;

/**
 * What the judge found: events or decisions that are gone, effects that happened twice, things
 * nobody asked for, and answers that were lost and never resolved.
 */
record Verdict(int lost, int doubled, int unexpected, int unknown, List<String> examples) {

  boolean clean() {
    return lost + doubled + unexpected + unknown == 0;
  }
}
