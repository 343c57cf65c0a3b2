package io.casework.console;

import io.casework.cases.CaseRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A case in a list. */
record ListedCase(
    String caseId,
    String eventId,
    String status,
    @Nullable String outcome,
    @Nullable String route,
    @Nullable String priority,
    RiskView risk,
    List<String> flags,
    @Nullable String assignee,
    Instant receivedAt,
    @Nullable Instant dueAt,
    @Nullable Instant breachedAt,
    @Nullable Instant erasedAt,
    int escalationLevel,
    int round,
    BigDecimal amount,
    String currency,
    long version,
    long seq) {

  /** The rules are in the case itself. */
  record RiskView(double score, @Nullable String tier, String modelVersion) {}

  static ListedCase of(CaseRecord record) {
    return new ListedCase(
        record.caseId().value(),
        record.caseId().value(),
        record.status().toString(),
        record.outcome(),
        record.route() == null ? null : record.route().toString(),
        record.priority() == null ? null : record.priority().name(),
        new RiskView(record.score(), record.tier(), record.modelVersion()),
        record.flags(),
        record.assignee(),
        record.receivedAt(),
        record.dueAt(),
        record.breachedAt(),
        record.erasedAt(),
        record.escalationLevel(),
        record.round(),
        record.amount(),
        record.currency(),
        record.version(),
        record.version());
  }
}
