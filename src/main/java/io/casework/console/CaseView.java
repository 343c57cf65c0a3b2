package io.casework.console;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.casework.alerts.AlertQueue;
import io.casework.cases.CaseRecord;
import io.casework.cases.Finding;
import io.casework.cases.Note;
import io.casework.cases.Resolution;
import io.casework.core.ScoredEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case as people and programs see it; JSON in snake case, instants in UTC.
 *
 * @param alerts of which the case was made, and that were put to it
 * @param breachLateBy seconds by which the breach was noticed late, after downtime; null if in time
 */
record CaseView(
    String caseId,
    String eventId,
    String status,
    @Nullable String outcome,
    @Nullable String route,
    @Nullable String priority,
    RiskView risk,
    List<String> flags,
    @Nullable String assignee,
    @Nullable String queueGroup,
    Instant eventTime,
    Instant receivedAt,
    @Nullable Instant dueAt,
    @Nullable Instant remindAt,
    @Nullable Instant breachedAt,
    @Nullable Long breachLateBy,
    @Nullable Instant closedAt,
    boolean paused,
    int escalationLevel,
    int round,
    String actionSuggested,
    ScoredEvent.Actor actor,
    ScoredEvent.Transaction transaction,
    ScoredEvent.Context context,
    List<Finding> findings,
    List<ScoredEvent.Contribution> explanation,
    List<LinkView> links,
    String traceId,
    List<RelatedView> related,
    List<AlertQueue.Listed> alerts,
    List<Note> notes,
    List<Resolution> resolutions,
    RetentionView retention,
    @Nullable Instant erasedAt,
    List<ReasonView> reasonCodes,
    @Nullable String suggestedDecision,
    long version,
    long seq,
    Instant serverTime,
    String viewer) {

  record RiskView(
      double score, @Nullable String tier, String modelVersion, List<String> rulesTriggered) {}

  /**
   * A link that came with the event.
   *
   * @param allowed whether its host is on the list; only then may a page make it a link
   */
  record LinkView(String label, String url, boolean allowed, String host) {}

  record RelatedView(
      String caseId,
      String status,
      @Nullable String outcome,
      @Nullable String route,
      Instant receivedAt,
      BigDecimal amount,
      String currency,
      double score) {

    static RelatedView of(CaseRecord record) {
      return new RelatedView(
          record.caseId().value(),
          record.status().toString(),
          record.outcome(),
          record.route() == null ? null : record.route().toString(),
          record.receivedAt(),
          record.amount(),
          record.currency(),
          record.score());
    }
  }

  /**
   * How long the case is kept.
   *
   * @param retentionClass {@code class} in JSON; null while the case is open or not yet classified
   * @param deleteAfter when it is erased, unless a hold stands
   * @param holds those that stand
   */
  record RetentionView(
      @JsonProperty("class") @Nullable String retentionClass,
      @Nullable Instant deleteAfter,
      List<HoldView> holds) {}

  record HoldView(String holdId, String reference, String placedBy, Instant placedAt) {}

  record ReasonView(String code, String label, String definition, List<String> decisions) {}
}
