package io.casework.decision.model;

import java.util.Arrays;

/**
 * One customer's payments of the last 1, 7 and 30 days, which end with the newest payment and
 * include it; what is exactly a window old has left it.
 */
final class CustomerWindows {

  private static final int SECONDS_OF_DAY = 86_400;

  private long[] times = new long[16];
  private long[] cents = new long[16];
  private int size;

  private final int[] starts = new int[FeatureInputs.WINDOW_DAYS.size()];
  // In cents, so that adding and taking away again leaves nothing.
  private final long[] sums = new long[FeatureInputs.WINDOW_DAYS.size()];

  void add(long second, double amount) {
    if (size == times.length) {
      forget();
    }
    times[size] = second;
    cents[size] = Math.round(amount * 100);
    size++;
    for (int window = 0; window < starts.length; window++) {
      sums[window] += cents[size - 1];
      var oldest = second - (long) FeatureInputs.WINDOW_DAYS.get(window) * SECONDS_OF_DAY;
      while (times[starts[window]] <= oldest) {
        sums[window] -= cents[starts[window]++];
      }
    }
  }

  double[] counts() {
    return Arrays.stream(starts).mapToDouble(start -> size - start).toArray();
  }

  double[] averages() {
    var averages = new double[starts.length];
    for (int window = 0; window < averages.length; window++) {
      averages[window] = sums[window] / 100.0 / (size - starts[window]);
    }
    return averages;
  }

  /** Drops what has left the longest window, and grows where that frees too little. */
  private void forget() {
    int gone = Arrays.stream(starts).min().orElse(0);
    var room = Math.max(times.length, 2 * (size - gone));
    times = Arrays.copyOf(Arrays.copyOfRange(times, gone, size), room);
    cents = Arrays.copyOf(Arrays.copyOfRange(cents, gone, size), room);
    size -= gone;
    Arrays.setAll(starts, window -> starts[window] - gone);
  }
}
