package io.casework.console;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps a flood of refusals from filling the disk: of each person, address and minute the first
 * ones are recorded one by one, the others by their count.
 */
final class RefusalMeter {

  static final int ONE_BY_ONE = 20;

  /** Beyond these, addresses share one count: memory and records stay bounded. */
  static final int MOST_ADDRESSES = 200;

  static final String OTHERS = "other addresses";

  private final Map<String, Integer> counts = new HashMap<>();
  private Instant minute = Instant.EPOCH;

  /** What a minute leaves behind: counts by address, of those that were not recorded. */
  record Rest(Instant minute, Map<String, Integer> counts) {}

  /** Counts one; whether it is to be recorded by itself. */
  synchronized boolean single(String address) {
    var counted = counts.size() < MOST_ADDRESSES || counts.containsKey(address) ? address : OTHERS;
    return counts.merge(counted, 1, Integer::sum) <= ONE_BY_ONE;
  }

  /** Ends the minute if it is over. */
  synchronized Rest ended(Instant now) {
    return minute.equals(now.truncatedTo(ChronoUnit.MINUTES)) ? none() : next(now);
  }

  /** Ends the minute whether it is over or not. */
  synchronized Rest next(Instant now) {
    var rest = none();
    counts.forEach(
        (address, count) -> {
          if (count > ONE_BY_ONE) {
            rest.counts.put(address, count - ONE_BY_ONE);
          }
        });
    counts.clear();
    minute = now.truncatedTo(ChronoUnit.MINUTES);
    return rest;
  }

  private Rest none() {
    return new Rest(minute, new TreeMap<>());
  }
}
