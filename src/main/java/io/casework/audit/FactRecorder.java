package io.casework.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.Caller;
import io.casework.core.Callers;
import io.casework.core.CaseEvent;
import io.casework.core.NodeName;
import io.casework.core.Utc;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Records facts as rows, in the transaction of the fact: both commit or neither does.
 *
 * <p>The facts of a transaction are kept until it commits and written as one batch, after every
 * {@code beforeCommit} of others: what those publish is written too.
 */
@Component
class FactRecorder implements TransactionExecutionListener {

  private static final int LONGEST_FACTS = 8000;
  private static final int KEPT_OF_CUT_FACTS = 3000;

  private final JdbcTemplate jdbc;
  private final ObjectMapper json;
  private final Clock clock;
  private final ObjectProvider<Callers> callers;
  private final String node = NodeName.ofThisStart();

  FactRecorder(JdbcTemplate jdbc, ObjectMapper json, Clock clock, ObjectProvider<Callers> callers) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.callers = callers;
  }

  @EventListener
  void record(CaseEvent event) throws JsonProcessingException {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalTransactionStateException(
          "a fact is recorded in the transaction of the change: " + event.kind());
    }
    var known = callers.getIfAvailable();
    var caller = known == null ? Caller.SYSTEM : known.current();
    var caseId = event.caseId();
    var correlation = event.correlationId();
    WaitingFacts.ofThisTransaction()
        .add(
            new Object[] {
              Utc.of(clock.instant()),
              event.actor(),
              event.kind(),
              caseId == null ? null : caseId.value(),
              correlation == null ? caller.correlationId() : correlation,
              facts(event.facts()),
              start(String.join(",", caller.roles()), 400),
              start(caller.from(), 200),
              node,
              reason(event.facts())
            });
  }

  /** The last moment before the database commits. */
  @Override
  public void beforeCommit(TransactionExecution transaction) {
    if (transaction.isNested() || !TransactionSynchronizationManager.isSynchronizationActive()) {
      return;
    }
    WaitingFacts.found().ifPresent(waiting -> waiting.handOver(this::write));
  }

  private void write(List<Object[]> rows) {
    jdbc.batchUpdate(
        """
        insert into audit_event (at, actor, kind, case_id, correlation_id, facts, roles, origin,
          node, reason)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rows);
  }

  /** Facts that are too many are told as far as they go, and that they go on. */
  private String facts(Map<String, Object> facts) throws JsonProcessingException {
    var text = json.writeValueAsString(facts);
    if (text.length() <= LONGEST_FACTS) {
      return text;
    }
    var kept = start(text, KEPT_OF_CUT_FACTS);
    return json.writeValueAsString(
        Map.of("cut", Map.of("characters", text.length(), "begins_with", kept)));
  }

  private static @Nullable String reason(Map<String, Object> facts) {
    var reason = facts.getOrDefault("reason_code", facts.get("reason"));
    return reason == null ? null : start(reason.toString(), 100);
  }

  private static String start(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
