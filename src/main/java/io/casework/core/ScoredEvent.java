package io.casework.core;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A payment that the Decision Service scored and wants a person to look at.
 *
 * <p>The record is the wire format: {@code contract/case-event.v1.schema.json}, snake case in JSON.
 * {@code id} is event id and case id both.
 */
public record ScoredEvent(
    String id,
    Instant timestamp,
    Actor actor,
    Transaction transaction,
    Risk risk,
    Context context,
    String actionSuggested,
    boolean merchantEscalation,
    @Nullable Sla sla,
    @Nullable Links links,
    @Nullable List<Contribution> explanation) {

  /** Among the triggered rules it asks for a person, however low the score. */
  public static final String MANUAL_REVIEW = "MANUAL_REVIEW";

  private static final Pattern KYC = Pattern.compile("(?i)KYC([_:.-].*)?");

  public ScoredEvent {
    explanation = explanation == null ? List.of() : List.copyOf(explanation);
    if (!(risk.score >= 0 && risk.score <= 1)) {
      throw new IllegalArgumentException("risk.score must lie between 0 and 1");
    }
  }

  public CaseId caseId() {
    return new CaseId(id);
  }

  /** Whether a rule asks for an identity check: {@code KYC} alone or before {@code _ - : .} */
  public boolean kyc() {
    return risk.rulesTriggered.stream().anyMatch(rule -> KYC.matcher(rule).matches());
  }

  /** Whether a rule asks for a person, however low the score. */
  public boolean reviewRequested() {
    return risk.rulesTriggered.contains(MANUAL_REVIEW);
  }

  /** The id that follows a payment through all systems: the producer's trace id, else the case. */
  public String correlationId() {
    return links == null || links.traceId == null || links.traceId.isBlank() ? id : links.traceId;
  }

  /** Who paid, from which account, to which merchant. */
  public record Actor(String userId, @Nullable String accountId, @Nullable String merchantId) {}

  /** What was paid; the amount is exact. */
  public record Transaction(
      BigDecimal amount,
      String currency,
      @Nullable String merchant,
      @Nullable String device,
      @Nullable String ip,
      @Nullable Geo geo) {}

  /** Where the payment came from; degrees. */
  public record Geo(@Nullable String country, @Nullable Double lat, @Nullable Double lon) {}

  /** The score, 0 to 1, and what it rests on. */
  public record Risk(double score, String modelVersion, List<String> rulesTriggered) {}

  /** The feature values that were used, by reference. */
  public record Context(String featuresetId, @Nullable String sessionId) {}

  /** What the producer asks of the clock. */
  public record Sla(@Nullable Priority priority, @Nullable Instant dueAt) {}

  /** Places where a person can read on. */
  public record Links(
      @Nullable String decisionLog, @Nullable String explanation, @Nullable String traceId) {}

  /** How much one feature raised (positive) or lowered the score. */
  public record Contribution(String feature, @Nullable Object value, double contribution) {}
}
