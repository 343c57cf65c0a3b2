package io.casework.bundle;

import io.casework.core.Refused;
import java.util.Arrays;

/** Who a bundle is for: the full one shows personal values, the redacted one commits to them. */
enum Profile {
  FULL,
  REDACTED;

  static Profile of(String text) {
    return Arrays.stream(values())
        .filter(profile -> profile.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> Refused.field("profile", "must be full or redacted"));
  }

  @Override
  public String toString() {
    return this == FULL ? "full" : "redacted";
  }
}
