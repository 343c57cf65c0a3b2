package io.casework.alerts;

import io.casework.core.Refused;
import java.util.Arrays;
import java.util.Locale;

/** How far an alert has come; it only goes forward. */
public enum AlertStatus {
  OPEN,
  ACKNOWLEDGED,
  RESOLVED,
  CLOSED;

  public static AlertStatus of(String wireName) {
    return Arrays.stream(values())
        .filter(status -> status.toString().equals(wireName))
        .findFirst()
        .orElseThrow(
            () -> Refused.field("status", "must be one of open, acknowledged, resolved, closed"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
