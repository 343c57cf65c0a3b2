package io.casework.console;

import io.casework.cases.CaseRecord;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The line about a case on its card in Tasklist. */
record Card(
    String taskId,
    String caseId,
    @Nullable String route,
    @Nullable String priority,
    BigDecimal amount,
    String currency,
    @Nullable Instant dueAt,
    boolean breached,
    int escalationLevel,
    boolean paused) {

  static Card of(String taskId, CaseRecord record) {
    return new Card(
        taskId,
        record.caseId().value(),
        record.route() == null ? null : record.route().toString(),
        record.priority() == null ? null : record.priority().name(),
        record.amount(),
        record.currency(),
        record.dueAt(),
        record.breachedAt() != null,
        record.escalationLevel(),
        record.pausedAt() != null);
  }
}
