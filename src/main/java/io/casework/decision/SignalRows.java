package io.casework.decision;

import io.casework.actions.NextAction;
import io.casework.core.Utc;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Signals that were taken, and what was answered. */
@Repository
class SignalRows {

  private final JdbcClient jdbc;

  SignalRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Signal signal, String hash, String actionKey, NextAction action, Instant now) {
    jdbc.sql(
            """
            insert into signal_event (event_id, body_sha256, event_type, source_system, action_key,
              next_action, case_id, received_at)
            values (:id, :hash, :type, :source, :key, :action, :case, :now)
            """)
        .param("id", signal.eventId())
        .param("hash", hash)
        .param("type", signal.eventType())
        .param("source", signal.sourceSystem())
        .param("key", actionKey)
        .param("action", action.toString())
        .param("case", signal.caseId().value())
        .param("now", Utc.of(now))
        .update();
  }

  Optional<Taken> find(String eventId) {
    return jdbc.sql(
            """
            select body_sha256, action_key, next_action, execution_log from signal_event
            where event_id = :id
            """)
        .param("id", eventId)
        .query(
            (row, number) ->
                new Taken(
                    row.getString("body_sha256"),
                    row.getString("action_key"),
                    NextAction.of(row.getString("next_action")),
                    row.getString("execution_log")))
        .optional();
  }

  /** Keeps the first answer; later ones change nothing. */
  void answer(String eventId, String log, Instant now) {
    jdbc.sql(
            """
            update signal_event set execution_log = :log, answered_at = :now
            where event_id = :id and execution_log is null
            """)
        .param("log", log)
        .param("now", Utc.of(now))
        .param("id", eventId)
        .update();
  }

  /**
   * @param log what was answered; null while the first caller is still at it
   */
  record Taken(String bodySha256, String actionKey, NextAction action, @Nullable String log) {}
}
