package io.casework.core;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names a case: the id of the event that opened it, a UUID in lower case. */
public record CaseId(String value) {

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  public CaseId {
    value = value.toLowerCase(Locale.ROOT);
    if (!UUID.matcher(value).matches()) {
      throw new IllegalArgumentException("a case id is a UUID");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
