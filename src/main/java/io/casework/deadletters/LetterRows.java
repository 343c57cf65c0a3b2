package io.casework.deadletters;

import io.casework.core.Refused;
import io.casework.core.Utc;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of refused messages and how they change their state. */
@Repository
class LetterRows {

  /** Everything but the sealed texts. */
  static final String COLUMNS =
      """
      dead_letter_id, entity, message_id, reason, description, body_sha256, body_size, seen_at,
      pointer, rule, signature, state, whole, sample is null as erased, chain_id, replay_count,
      repair_id, problem, original
      """;

  private static final String SELECT = "select " + COLUMNS + " from dead_letter ";

  private final JdbcClient jdbc;
  private final Clock clock;

  LetterRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  DeadLetter get(String id) {
    return find(id, "").orElseThrow(() -> Refused.missing("dead letter"));
  }

  /** The letter, which nobody else changes until the transaction ends. */
  DeadLetter lock(String id) {
    return find(id, " for update").orElseThrow(() -> Refused.missing("dead letter"));
  }

  private Optional<DeadLetter> find(String id, String more) {
    return jdbc.sql(SELECT + "where dead_letter_id = :id" + more)
        .param("id", id)
        .query(DeadLetter::read)
        .optional();
  }

  /** The letter that was sent under a message id. */
  Optional<DeadLetter> sentAs(String messageId) {
    return jdbc.sql(SELECT + "where sent_as = :message for update")
        .param("message", messageId)
        .query(DeadLetter::read)
        .optional();
  }

  /** A letter and its replays that came back, the first first. */
  List<DeadLetter> chain(String chainId) {
    return jdbc.sql(SELECT + "where dead_letter_id = :id or chain_id = :id order by replay_count")
        .param("id", chainId)
        .query(DeadLetter::read)
        .list();
  }

  /** Letters of a repair in a state, oldest first, locked. */
  List<DeadLetter> inRepair(String repairId, LetterState state, int atMost) {
    return jdbc.sql(
            SELECT
                + """
                where repair_id = :repair and state = :state
                order by seen_at, dead_letter_id fetch first :most rows only for update
                """)
        .param("repair", repairId)
        .param("state", state.toString())
        .param("most", atMost)
        .query(DeadLetter::read)
        .list();
  }

  /** Letters that fail alike and that nobody has taken up, oldest first. */
  List<DeadLetter> open(String signature, int atMost) {
    return jdbc.sql(
            SELECT
                + """
                where signature = :signature and state = 'open'
                order by seen_at, dead_letter_id fetch first :most rows only
                """)
        .param("signature", signature)
        .param("most", atMost)
        .query(DeadLetter::read)
        .list();
  }

  /** Takes an open letter into a repair; false if somebody else was faster. */
  boolean take(String id, String repairId, LetterState state) {
    return jdbc.sql(
                """
                update dead_letter set state = :state, repair_id = :repair, problem = null
                where dead_letter_id = :id and state = 'open'
                """)
            .param("state", state.toString())
            .param("repair", repairId)
            .param("id", id)
            .update()
        > 0;
  }

  /** All letters of a repair go from one state to the next; returns how many. */
  int move(String repairId, LetterState from, LetterState to) {
    return jdbc.sql(
            """
            update dead_letter set state = :to where repair_id = :repair and state = :from
            """)
        .param("to", to.toString())
        .param("from", from.toString())
        .param("repair", repairId)
        .update();
  }

  void leaveBehind(String id, String problem) {
    jdbc.sql(
            """
            update dead_letter set state = 'open', problem = :problem where dead_letter_id = :id
            """)
        .param("problem", problem.length() > 1000 ? problem.substring(0, 1000) : problem)
        .param("id", id)
        .update();
  }

  /** Counts a sending of the chain's first letter; returns its number, from 1. */
  int countReplay(String chainId) {
    jdbc.sql("update dead_letter set replays = replays + 1 where dead_letter_id = :id")
        .param("id", chainId)
        .update();
    return jdbc.sql("select replays from dead_letter where dead_letter_id = :id")
        .param("id", chainId)
        .query(Integer.class)
        .single();
  }

  void sent(String id, String messageId) {
    jdbc.sql("update dead_letter set state = 'sent', sent_as = :message where dead_letter_id = :id")
        .param("message", messageId)
        .param("id", id)
        .update();
  }

  void finish(String id, LetterState state) {
    jdbc.sql("update dead_letter set state = :state where dead_letter_id = :id")
        .param("state", state.toString())
        .param("id", id)
        .update();
  }

  /** The broker's own copies of a chain are no longer needed. */
  void release(String chainId) {
    jdbc.sql(
            """
            update dead_letter set original = 'pending', original_next_at = :now
            where (dead_letter_id = :id or chain_id = :id) and original is null
            """)
        .param("now", Utc.of(clock.instant()))
        .param("id", chainId)
        .update();
  }

  /** How many letters of a repair are in each state. */
  List<StateCount> states(String repairId) {
    return jdbc.sql(
            """
            select state, count(*) as letters from dead_letter
            where repair_id = :repair group by state
            """)
        .param("repair", repairId)
        .query(
            (row, number) ->
                new StateCount(LetterState.of(row.getString("state")), row.getInt("letters")))
        .list();
  }

  /** The letter that a repair of one is about. */
  Optional<DeadLetter> ofRepair(@Nullable String repairId) {
    return jdbc.sql(SELECT + "where repair_id = :repair fetch first 1 row only")
        .param("repair", repairId)
        .query(DeadLetter::read)
        .optional();
  }

  record StateCount(LetterState state, int letters) {}
}
