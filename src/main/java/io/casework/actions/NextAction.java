package io.casework.actions;

import java.util.Arrays;

/** What can be done about a signal, in the words of the interface. */
public enum NextAction {
  FREEZE_ACCOUNT("freeze_account_immediate", "security_ops"),
  REQUIRE_2FA("require_2fa", "security_ops"),
  MONITOR_ACCOUNT("monitor_account", "security_ops"),
  INITIATE_INVESTIGATION("initiate_investigation", "customer_ops"),
  ROUTE_TO_MANUAL_REVIEW("route_to_manual_review", "customer_ops");

  private final String wireName;
  private final String category;

  NextAction(String wireName, String category) {
    this.wireName = wireName;
    this.category = category;
  }

  public static NextAction of(String wireName) {
    return Arrays.stream(values())
        .filter(action -> action.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown action " + wireName));
  }

  /** Whether it restricts the customer, so that it is taken back when the case proves legit. */
  public boolean undoable() {
    return this == FREEZE_ACCOUNT || this == REQUIRE_2FA;
  }

  /** The workflow category that owns it. */
  public String category() {
    return category;
  }

  @Override
  public String toString() {
    return wireName;
  }
}
