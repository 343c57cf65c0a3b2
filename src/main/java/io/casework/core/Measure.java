package io.casework.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A number of this moment.
 *
 * @param labels few names with few values; nothing personal, no ids
 */
public record Measure(Meaning of, Map<String, String> labels, double value) {

  public Measure {
    labels = Map.copyOf(labels);
  }

  /**
   * What a number says.
   *
   * @param name with dots: {@code casework.cases.open}
   * @param unit in base units such as {@code seconds}; null for a count
   */
  public record Meaning(String name, @Nullable String unit, String description) {

    public Measure is(double value) {
      return new Measure(this, Map.of(), value);
    }

    public Measure is(double value, Map<String, String> labels) {
      return new Measure(this, labels, value);
    }
  }
}
