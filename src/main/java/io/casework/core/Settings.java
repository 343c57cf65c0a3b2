package io.casework.core;

import java.util.Map;

/**
 * What decides in a room besides its data: models in use, deployed tables, thresholds. A start that
 * finds other values than the last records the difference.
 */
public interface Settings {

  /** Names such as {@code model.supervised} and their values; nothing secret, nothing personal. */
  Map<String, String> inForce();
}
