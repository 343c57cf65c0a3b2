package io.casework.alerts;

/**
 * How many alerts came.
 *
 * @param processed new ones
 * @param duplicates seen before
 * @param failed could not be read; they were set aside
 */
public record Tally(long processed, long duplicates, long failed) {

  public static final Tally NOTHING = new Tally(0, 0, 0);

  Tally plus(Tally other) {
    return new Tally(
        processed + other.processed, duplicates + other.duplicates, failed + other.failed);
  }
}
