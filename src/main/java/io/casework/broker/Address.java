package io.casework.broker;

import java.util.Locale;

/** Where a link leads to: the path of an entity, without host and in lower case. */
record Address(String path) {

  private static final String MANAGEMENT = "$management";

  static Address parse(String text) {
    String path = text.toLowerCase(Locale.ROOT);
    int scheme = path.indexOf("://");
    if (scheme >= 0) {
      int slash = path.indexOf('/', scheme + 3);
      path = slash < 0 ? "" : path.substring(slash);
    }
    path = path.replaceAll("^/+|/+$", "");
    return new Address(path);
  }

  boolean isCbs() {
    return path.equals("$cbs");
  }

  boolean isManagement() {
    return path.equals(MANAGEMENT) || path.endsWith("/" + MANAGEMENT);
  }

  /** The entity that a management node belongs to; empty for that of the namespace. */
  String managed() {
    return path.equals(MANAGEMENT)
        ? ""
        : path.substring(0, path.length() - MANAGEMENT.length() - 1);
  }
}
