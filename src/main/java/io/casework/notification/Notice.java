package io.casework.notification;

import io.casework.core.CaseId;
import org.jspecify.annotations.Nullable;

/**
 * A message to people.
 *
 * @param key asks for the same message once only: {@code <case>:assigned:<who>:<n>}
 * @param audience {@code user:<id>}, {@code group:<id>}, {@code channel:soc}, {@code customer},
 *     {@code merchant}
 * @param kind what it is about: {@code case_assigned}
 * @param link where to go on, usually the task; null when there is nowhere to go
 */
public record Notice(
    String key,
    String audience,
    String kind,
    @Nullable CaseId caseId,
    String subject,
    String text,
    @Nullable String link) {}
