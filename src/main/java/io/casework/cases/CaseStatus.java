package io.casework.cases;

import java.util.Locale;

/** Where a case stands; text form in lower case, as in messages and the database. */
public enum CaseStatus {
  OPEN,
  IN_REVIEW,
  AWAITING_CUSTOMER,
  ESCALATED,
  CLOSED;

  public static CaseStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
