package io.casework.invariants;

import io.casework.core.Utc;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** The moments that a query may name; see {@link io.casework.core.BrokenRows}. */
final class Moments {

  private Moments() {}

  static Map<String, Object> at(Instant now, Instant since, InvariantProperties properties) {
    var moments = new HashMap<String, Object>();
    put(moments, "now", now);
    put(moments, "settled", now.minus(properties.grace()));
    put(moments, "patient", now.minus(properties.patience()));
    put(moments, "overdue", now.minus(properties.lateness()));
    put(moments, "since", since);
    return moments;
  }

  private static void put(Map<String, Object> moments, String name, Instant moment) {
    moments.put(name, Utc.of(moment));
    moments.put(name + "_local", LocalDateTime.ofInstant(moment, ZoneId.systemDefault()));
  }
}
