package io.casework.core;

import java.util.Arrays;

/** Where a case is worked: one case, one route, one subscription of the case topic. */
public enum Route {
  HIGH_RISK("high-risk"),
  MEDIUM_RISK("medium-risk"),
  KYC_REVIEW("kyc-review"),
  MERCHANT_ESCALATION("merchant-escalation");

  private final String wireName;

  Route(String wireName) {
    this.wireName = wireName;
  }

  /** Reads the name that tables, messages and subscriptions use. */
  public static Route of(String wireName) {
    return Arrays.stream(values())
        .filter(route -> route.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such route: " + wireName));
  }

  @Override
  public String toString() {
    return wireName;
  }
}
