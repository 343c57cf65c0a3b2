package io.casework.decision.model;

import java.util.Arrays;

/** What one receiver got, day by day; its windows are made of finished days only. */
final class ReceiverDays {

  private final int firstDay;
  private int[] counts = new int[32];
  private int[] frauds = new int[32];

  ReceiverDays(int firstDay) {
    this.firstDay = firstDay;
  }

  void add(int day, boolean fraud) {
    int index = day - firstDay;
    if (index >= counts.length) {
      int room = Math.max(index + 1, 2 * counts.length);
      counts = Arrays.copyOf(counts, room);
      frauds = Arrays.copyOf(frauds, room);
    }
    counts[index]++;
    frauds[index] += fraud ? 1 : 0;
  }

  double[] countsBefore(int day) {
    return windows(counts, day);
  }

  double[] fraudsBefore(int day) {
    return windows(frauds, day);
  }

  private double[] windows(int[] values, int day) {
    var sums = new double[FeatureInputs.WINDOW_DAYS.size()];
    int newest = day - firstDay - FeatureInputs.LABEL_DELAY_DAYS;
    for (int window = 0; window < sums.length; window++) {
      int oldest = newest - FeatureInputs.WINDOW_DAYS.get(window) + 1;
      for (int i = Math.max(0, oldest); i <= Math.min(newest, values.length - 1); i++) {
        sums[window] += values[i];
      }
    }
    return sums;
  }
}
