package io.casework.actions;

import io.casework.actions.ActionRecord.State;
import io.casework.core.CaseId;
import io.casework.core.Utc;
import io.casework.vault.Tokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The execution log as a table. */
@Repository
class ActionLog {

  private static final int MAX_LISTED = 200;

  private final JdbcClient jdbc;
  private final Tokens tokens;

  ActionLog(JdbcClient jdbc, Tokens tokens) {
    this.jdbc = jdbc;
    this.tokens = tokens;
  }

  void insert(ProtectiveActions.Request request, String target, Instant now) {
    var caseId = request.caseId();
    jdbc.sql(
            """
            insert into protective_action (action_key, action, customer_id, case_id, reason, state,
              target, attempts, requested_at)
            values (:key, :action, :customer, :case, :reason, 'requested', :target, 0, :now)
            """)
        .param("key", request.key())
        .param("action", request.action().toString())
        .param("customer", request.customerId())
        .param("case", caseId == null ? null : caseId.value())
        .param("reason", request.reason())
        .param("target", target)
        .param("now", Utc.of(now))
        .update();
  }

  Optional<ActionRecord> find(String key) {
    return jdbc.sql("select * from protective_action where action_key = :key")
        .param("key", key)
        .query((row, number) -> read(row))
        .optional();
  }

  /** Takes the next try for oneself; false if it is done, or somebody else is at it. */
  boolean claim(String key, String column, Instant now, Instant until) {
    return jdbc.sql(
                """
                update protective_action set attempts = attempts + 1, claimed_until = :until
                where action_key = :key and %s is null
                  and (claimed_until is null or claimed_until <= :now)
                """
                    .formatted(column))
            .param("key", key)
            .param("now", Utc.of(now))
            .param("until", Utc.of(until))
            .update()
        == 1;
  }

  void done(String key, String target, @Nullable String reference, long latencyMs, Instant now) {
    jdbc.sql(
            """
            update protective_action set state = 'done', target = :target, reference = :reference,
              latency_ms = :latency, failure = null, claimed_until = null, done_at = :now
            where action_key = :key
            """)
        .param("target", target)
        .param("reference", reference)
        .param("latency", latencyMs)
        .param("now", Utc.of(now))
        .param("key", key)
        .update();
  }

  void undone(String key, Instant now) {
    jdbc.sql(
            """
            update protective_action set state = 'undone', failure = null, claimed_until = null,
              undone_at = :now
            where action_key = :key
            """)
        .param("now", Utc.of(now))
        .param("key", key)
        .update();
  }

  /** What was done stays done, also while undoing it fails. */
  void failed(String key, String failure) {
    jdbc.sql(
            """
            update protective_action set state = case when done_at is null then 'failed' else state
              end, failure = :failure, claimed_until = null
            where action_key = :key
            """)
        .param("failure", failure.substring(0, Math.min(failure.length(), 200)))
        .param("key", key)
        .update();
  }

  boolean any(CaseId caseId) {
    return jdbc.sql("select 1 from protective_action where case_id = :case fetch first 1 rows only")
        .param("case", caseId.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  boolean frozen(String customerId) {
    return jdbc.sql(
            """
            select 1 from protective_action where customer_id in (:customer, :token)
              and action = :freeze and undone_at is null fetch first 1 rows only
            """)
        .param("customer", customerId)
        .param("token", tokens.of(customerId))
        .param("freeze", NextAction.FREEZE_ACCOUNT.toString())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** All of a case, the first first. */
  List<ActionRecord> of(CaseId caseId) {
    return jdbc.sql(
            "select * from protective_action where case_id = :case"
                + " order by requested_at, action_key")
        .param("case", caseId.value())
        .query((row, number) -> read(row))
        .list();
  }

  /** The latest first. */
  List<ActionRecord> list(@Nullable String caseId, @Nullable String customerId) {
    return jdbc.sql(
            """
            select * from protective_action where 1 = 1 %s %s
            order by requested_at desc, action_key fetch first :most rows only
            """
                .formatted(
                    caseId == null ? "" : "and case_id = :case",
                    customerId == null ? "" : "and customer_id in (:customer, :token)"))
        .param("case", caseId)
        .param("customer", customerId)
        .param("token", customerId == null ? null : tokens.of(customerId))
        .param("most", MAX_LISTED)
        .query((row, number) -> read(row))
        .list();
  }

  /** Puts a token in the place of the customer of a case; a lock that stands goes on to hold. */
  void forget(CaseId caseId) {
    jdbc.sql("select distinct customer_id from protective_action where case_id = :case")
        .param("case", caseId.value())
        .query(String.class)
        .list()
        .forEach(
            customer ->
                jdbc.sql(
                        """
                        update protective_action set customer_id = :token
                        where case_id = :case and customer_id = :customer
                        """)
                    .param("token", tokens.of(customer))
                    .param("case", caseId.value())
                    .param("customer", customer)
                    .update());
  }

  private static ActionRecord read(ResultSet row) throws SQLException {
    var caseId = row.getString("case_id");
    return new ActionRecord(
        row.getString("action_key"),
        NextAction.of(row.getString("action")),
        row.getString("customer_id"),
        caseId == null ? null : new CaseId(caseId),
        row.getString("reason"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("target"),
        row.getString("reference"),
        row.getInt("attempts"),
        row.getString("failure"),
        row.getObject("latency_ms", Long.class),
        Utc.read(row, "requested_at"),
        Utc.readNullable(row, "done_at"),
        Utc.readNullable(row, "undone_at"));
  }
}
