package io.casework.alerts;

import io.casework.core.Refused;
import java.util.Arrays;
import java.util.Locale;

/** Why a person resolves an alert. */
public enum AlertReason {
  FALSE_POSITIVE,
  TRUE_POSITIVE,
  DUPLICATE,
  INFORMATION_ONLY;

  public static AlertReason of(String wireName) {
    return Arrays.stream(values())
        .filter(reason -> reason.toString().equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                Refused.field(
                    "reason",
                    "must be one of false_positive, true_positive, duplicate, information_only"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
