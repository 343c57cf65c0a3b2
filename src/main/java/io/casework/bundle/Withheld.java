package io.casework.bundle;

import org.jspecify.annotations.Nullable;

/**
 * A value that a redacted bundle does not show.
 *
 * @param pointer to the value; in JSON Lines its first step is the line, from 0; empty for a file
 * @param salt hex, only for full bundles
 * @param commitment {@code sha256:} and hex
 */
record Withheld(String file, String pointer, @Nullable String salt, @Nullable String commitment) {

  /** {@code personal}, or {@code erased} when the case's key is destroyed. */
  String why() {
    return commitment == null ? "erased" : "personal";
  }
}
