package io.casework.broker;

/** When a segment is full, when history is too much, and whether a commit waits for the disk. */
record JournalLimits(long segmentBytes, long deadBytes, boolean forces) {

  static JournalLimits usual(boolean forces) {
    return new JournalLimits(64L << 20, 64L << 20, forces);
  }
}
