package io.casework.notification;

import java.net.URI;

/** Where a message leads to, and what that is called. */
final class Links {

  private Links() {}

  /** Empty when it leads nowhere, or nowhere on the web. */
  static String of(Notice notice) {
    var link = notice.link();
    if (link == null) {
      return "";
    }
    try {
      var scheme = URI.create(link).getScheme();
      return "https".equals(scheme) || "http".equals(scheme) ? link : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  static String label(Notice notice) {
    return notice.caseId() == null ? "Open in Casework" : "Open the case";
  }
}
