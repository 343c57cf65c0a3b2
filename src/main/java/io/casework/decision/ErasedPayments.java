package io.casework.decision;

import io.casework.cases.CaseChanged;
import io.casework.core.Utc;
import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * When a case is erased, its payment forgets who paid whom, and what was asked and explained;
 * score, level, decision and versions stay. It cannot be computed again, and says so.
 */
@Component
class ErasedPayments {

  // No request has this hash: what is gone is nobody's repeat.
  private static final String NO_HASH = "0".repeat(64);

  private final JdbcClient jdbc;
  private final Clock clock;

  ErasedPayments(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** In the transaction of the erasure. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void heard(CaseChanged change) {
    if (change.kind().equals("case_erased")) {
      erase(change.caseId().value());
    }
  }

  // One name for each payment: erased ones are not each other's past.
  private void erase(String id) {
    jdbc.sql(
            """
            update payment set sender_id = :person, receiver_id = :person, request_key = null,
              external_key = null, body_sha256 = :hash, erased_at = :now
            where transaction_id = :id
            """)
        .param("person", "erased " + id)
        .param("hash", NO_HASH)
        .param("now", Utc.of(clock.instant()))
        .param("id", id)
        .update();
    jdbc.sql(
            """
            update payment_decision set request = '{}', answer = '{}', explanation = '{}'
            where transaction_id = :id
            """)
        .param("id", id)
        .update();
  }
}
