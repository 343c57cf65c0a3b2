package io.casework.decision.context;

import io.casework.core.ScoredEvent.Geo;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How fast somebody would have had to travel from the place of the last payment. */
final class Travel {

  private static final double EARTH_KM = 6371;
  private static final double NOISE_KM = 50;
  private static final double SHORTEST_HOURS = 1 / 60.0;

  private Travel() {}

  /** Kilometres an hour; null without two places; 0 for what the position's error explains. */
  static @Nullable Double speed(
      @Nullable Double lastLat,
      @Nullable Double lastLon,
      @Nullable Instant lastAt,
      @Nullable Geo geo,
      Instant at) {
    if (lastLat == null || lastLon == null || lastAt == null || geo == null) {
      return null;
    }
    if (geo.lat() == null || geo.lon() == null) {
      return null;
    }
    var distance = kilometres(lastLat, lastLon, geo.lat(), geo.lon());
    if (distance < NOISE_KM) {
      return 0.0;
    }
    var hours = Duration.between(lastAt, at).toMillis() / 3_600_000.0;
    return distance / Math.max(hours, SHORTEST_HOURS);
  }

  // Haversine.
  private static double kilometres(double lat1, double lon1, double lat2, double lon2) {
    var dLat = Math.toRadians(lat2 - lat1);
    var dLon = Math.toRadians(lon2 - lon1);
    var a =
        Math.pow(Math.sin(dLat / 2), 2)
            + Math.cos(Math.toRadians(lat1))
                * Math.cos(Math.toRadians(lat2))
                * Math.pow(Math.sin(dLon / 2), 2);
    return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(a)));
  }
}
