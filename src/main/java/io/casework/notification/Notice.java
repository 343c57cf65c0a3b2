package io.casework.notification;

import io.casework.core.CaseId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message to people; nothing personal is in it.
 *
 * @param key asks for the same message once only: {@code <case>:assigned:<who>:<n>}
 * @param audience {@code user:<id>}, {@code group:<id>}, {@code channel:soc}, {@code customer},
 *     {@code merchant}
 * @param kind what it is about: {@code case_assigned}; behind a colon what the matrix tells apart:
 *     {@code case_resolved:confirm_fraud}
 * @param urgency {@code P1} to {@code P3} of a case, {@code critical} to {@code low} of an alert;
 *     null when it has none
 * @param link where to go on, usually the task; null when there is nowhere to go
 * @param facts what a program can go on with: ids, numbers, codes
 */
public record Notice(
    String key,
    String audience,
    String kind,
    @Nullable String urgency,
    @Nullable CaseId caseId,
    String subject,
    String text,
    @Nullable String link,
    Map<String, Object> facts) {

  private static final int MOST_SUBJECT = 200;
  private static final int MOST_TEXT = 2000;

  public Notice {
    // One line, whatever a channel makes of it: a break in it could begin another header.
    subject = cut(cleaned(subject).replaceAll("\\s+", " ").strip(), MOST_SUBJECT);
    text = cut(cleaned(text), MOST_TEXT);
    facts = Map.copyOf(facts);
  }

  /** Without what controls a terminal, a database or the direction of reading. */
  private static String cleaned(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "")
        .replaceAll("[\u2028\u2029]", "\n")
        .replaceAll("[\u202A-\u202E\u2066-\u2069]", "");
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    var end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }
}
