package io.casework.alerts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How loud an alert is, the quietest first. */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /** By name in any case; empty for any other word. */
  public static Optional<Severity> of(String name) {
    return Arrays.stream(values())
        .filter(severity -> severity.name().equalsIgnoreCase(name.strip()))
        .findFirst();
  }

  /** As triage writes it: {@code critical}. */
  public String lower() {
    return name().toLowerCase(Locale.ROOT);
  }
}
