package io.casework.broker;

import java.time.Instant;

/** Leave to use an entity and all that belongs to it, for a while. */
record Grant(String path, Instant until) {

  static final Grant EVERYTHING = new Grant("", Instant.MAX);

  boolean covers(String entity, Instant now) {
    boolean within = path.isEmpty() || entity.equals(path) || entity.startsWith(path + "/");
    return within && until.isAfter(now);
  }
}
