package io.casework.cases;

import io.casework.core.CaseId;
import io.casework.core.Priority;
import io.casework.core.Route;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A case as the database has it; all instants are UTC.
 *
 * @param flags tags that travel with the case: {@code KYC}, {@code PARTIAL_ENRICHMENT}, …
 * @param userToken stands for the customer, whose id is in the event; null once erased
 * @param erasedAt when the case forgot its person; event, notes and findings say so instead
 * @param clockStartedAt when the current round's clock began: receipt, or the reopening
 * @param policyDueAt due by our policy; {@code requestedDueAt} is what the producer asked for
 * @param escalationLevel 0 first review, 1 senior, 2 lead
 * @param round 1, and one more for each reopening
 * @param selectionProbability how likely a case like this goes to review, 0 to 1
 * @param version grows by one with every change; the ETag of the HTTP interface
 */
public record CaseRecord(
    CaseId caseId,
    CaseStatus status,
    @Nullable String outcome,
    @Nullable Route route,
    @Nullable Priority priority,
    double score,
    @Nullable String tier,
    String modelVersion,
    String featuresetId,
    List<String> flags,
    @Nullable String userToken,
    @Nullable String merchantId,
    BigDecimal amount,
    String currency,
    @Nullable String assignee,
    @Nullable String queueGroup,
    Instant eventTime,
    Instant receivedAt,
    Instant clockStartedAt,
    @Nullable Instant policyDueAt,
    @Nullable Instant requestedDueAt,
    @Nullable Instant dueAt,
    @Nullable Instant remindAt,
    @Nullable Instant pausedAt,
    @Nullable Instant breachedAt,
    @Nullable Instant firstTouchAt,
    @Nullable Instant closedAt,
    @Nullable Instant erasedAt,
    int escalationLevel,
    int round,
    double selectionProbability,
    String correlationId,
    long version) {

  /** The outcome of a case that was closed without review. */
  public static final String AUTO_CLEARED = "auto_cleared";

  public boolean closed() {
    return status == CaseStatus.CLOSED;
  }

  /**
   * How long after an instant of its clock something happens; what was due before the clock began
   * counts from then.
   */
  public Duration since(Instant due, Instant now) {
    return Duration.between(due.isBefore(clockStartedAt) ? clockStartedAt : due, now);
  }

  /** The route, once it is decided. */
  public Route routeOrFail() {
    return Optional.ofNullable(route)
        .orElseThrow(() -> new IllegalStateException("case " + caseId + " is not routed yet"));
  }

  /** The priority, once the SLA is decided. */
  public Priority priorityOrFail() {
    return Optional.ofNullable(priority)
        .orElseThrow(() -> new IllegalStateException("case " + caseId + " has no priority yet"));
  }
}
