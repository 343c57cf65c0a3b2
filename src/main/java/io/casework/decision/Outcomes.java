package io.casework.decision;

import io.casework.cases.CaseChanged;
import io.casework.core.Utc;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people found out about a payment comes back: its status, and whether it was fraud, so that
 * neither baseline nor reputation rests on fraud. What was let through stays approved, whatever is
 * found out later.
 */
@Component
class Outcomes {

  private final JdbcClient jdbc;

  Outcomes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In the transaction of the case's change. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void heard(CaseChanged change) {
    switch (change.kind()) {
      case "case_resolved" -> decided(change, String.valueOf(change.facts().get("decision")));
      case "case_reopened" -> record(change, PaymentStatus.FLAGGED, null, true);
      default -> {
        // Nothing that a payment needs to know.
      }
    }
  }

  private void decided(CaseChanged change, String decision) {
    switch (decision) {
      case "legit" -> record(change, PaymentStatus.APPROVED, false, false);
      case "confirm_fraud" -> record(change, PaymentStatus.DECLINED, true, false);
      default -> record(change, null, null, false);
    }
  }

  private void record(
      CaseChanged change,
      @Nullable PaymentStatus status,
      @Nullable Boolean fraud,
      boolean inReview) {
    var id = change.caseId().value();
    var known =
        jdbc.sql(
                """
                select receiver_id, fraud, scored_at from payment where transaction_id = :id
                for update
                """)
            .param("id", id)
            .query(
                (row, number) ->
                    new Known(
                        row.getString("receiver_id"),
                        row.getBoolean("fraud"),
                        LocalDate.ofInstant(Utc.read(row, "scored_at"), ZoneOffset.UTC)))
            .optional();
    if (known.isEmpty()) {
      return; // the case came from another decision service
    }
    jdbc.sql(
            """
            update payment set fraud = :fraud, in_review = :review,
              status = case when action in ('ALLOW', 'WARNING') then status
                else coalesce(:status, status) end
            where transaction_id = :id
            """)
        .param("status", status == null ? null : status.toString())
        .param("fraud", fraud)
        .param("review", inReview)
        .param("id", id)
        .update();
    var difference = (Boolean.TRUE.equals(fraud) ? 1 : 0) - (known.get().fraud() ? 1 : 0);
    if (difference != 0) {
      correct(known.get(), difference);
    }
  }

  // No row: the day is not rolled up yet, and will be counted with the new label.
  private void correct(Known payment, int frauds) {
    jdbc.sql(
            """
            update receiver_day set frauds = frauds + :frauds
            where receiver_id = :receiver and business_day = :day
            """)
        .param("frauds", frauds)
        .param("receiver", payment.receiverId())
        .param("day", payment.day())
        .update();
  }

  private record Known(String receiverId, boolean fraud, LocalDate day) {}
}
