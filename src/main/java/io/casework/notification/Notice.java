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
 * @param kind what it is about: {@code case_assigned}
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

  public Notice {
    facts = Map.copyOf(facts);
  }
}
