package io.casework.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.Refused;
import io.casework.core.Utc;
import io.casework.vault.Envelopes;
import io.casework.vault.Envelopes.Envelope;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of repairs; what people wrote in them lies sealed. */
@Repository
class RepairRows {

  private static final String CONTENT = "dead letter repair|";

  private static final String SELECT =
      """
      select repair_id, bulk, signature, state, action, letters, left_behind, taken_by, taken_at,
        mended_by, mended_at, approved_by, approved_at, finished_at
      from dead_letter_repair
      """;

  private final JdbcClient jdbc;
  private final Envelopes envelopes;
  private final ObjectMapper json;
  private final Clock clock;

  RepairRows(JdbcClient jdbc, Envelopes envelopes, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.envelopes = envelopes;
    this.json = json;
    this.clock = clock;
  }

  void insert(String id, boolean bulk, @Nullable String signature, int letters, String user) {
    jdbc.sql(
            """
            insert into dead_letter_repair (repair_id, bulk, signature, state, letters, taken_by,
              taken_at)
            values (:id, :bulk, :signature, 'mending', :letters, :user, :now)
            """)
        .param("id", id)
        .param("bulk", bulk)
        .param("signature", signature)
        .param("letters", letters)
        .param("user", user)
        .param("now", Utc.of(clock.instant()))
        .update();
  }

  Repair get(String id) {
    return find(id, "");
  }

  /** The repair, which nobody else changes until the transaction ends. */
  Repair lock(String id) {
    return find(id, " for update");
  }

  private Repair find(String id, String more) {
    return jdbc.sql(SELECT + "where repair_id = :id" + more)
        .param("id", id)
        .query(Repair::read)
        .optional()
        .orElseThrow(() -> Refused.missing("repair"));
  }

  /** What is proposed, by whom; it replaces what was proposed before. */
  void draft(String id, Repair.Action action, Content content, String user) {
    var sealed = envelopes.seal(CONTENT + id, write(content));
    jdbc.sql(
            """
            update dead_letter_repair set action = :action, content = :content, content_key = :key,
              mended_by = :user, mended_at = :now
            where repair_id = :id
            """)
        .param("action", action.toString())
        .param("content", sealed.sealed())
        .param("key", sealed.wrappedKey())
        .param("user", user)
        .param("now", Utc.of(clock.instant()))
        .param("id", id)
        .update();
  }

  /** Keeps who drafted it, and adds why it was given back. */
  void answer(String id, Content content) {
    var sealed = envelopes.seal(CONTENT + id, write(content));
    jdbc.sql(
            """
            update dead_letter_repair set content = :content, content_key = :key where repair_id = :id
            """)
        .param("content", sealed.sealed())
        .param("key", sealed.wrappedKey())
        .param("id", id)
        .update();
  }

  /** What is proposed; empty before, and once it is erased. */
  Optional<Content> content(String id) {
    return jdbc.sql(
            """
            select content, content_key from dead_letter_repair
            where repair_id = :id and content is not null
            """)
        .param("id", id)
        .query(
            (row, number) ->
                envelopes.open(
                    CONTENT + id,
                    new Envelope(row.getString("content_key"), row.getString("content"))))
        .optional()
        .map(this::read);
  }

  void state(String id, Repair.Stage state) {
    jdbc.sql("update dead_letter_repair set state = :state where repair_id = :id")
        .param("state", state.toString())
        .param("id", id)
        .update();
  }

  void approved(String id, String user) {
    jdbc.sql(
            """
            update dead_letter_repair set state = 'approved', approved_by = :user, approved_at = :now
            where repair_id = :id
            """)
        .param("user", user)
        .param("now", Utc.of(clock.instant()))
        .param("id", id)
        .update();
  }

  void leftBehind(String id, int more) {
    jdbc.sql(
            """
            update dead_letter_repair set left_behind = left_behind + :more where repair_id = :id
            """)
        .param("more", more)
        .param("id", id)
        .update();
  }

  void finished(String id, Repair.Stage state) {
    jdbc.sql(
            """
            update dead_letter_repair set state = :state, finished_at = :now where repair_id = :id
            """)
        .param("state", state.toString())
        .param("now", Utc.of(clock.instant()))
        .param("id", id)
        .update();
  }

  private String write(Content content) {
    try {
      return json.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Content read(String text) {
    try {
      return json.readValue(text, Content.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What people wrote.
   *
   * @param body the mended message; null: as it came
   * @param patch RFC 6902, for all letters of the repair; null: as they came
   * @param reason why it is right to do so
   * @param returned why it was given back, if it was
   */
  record Content(
      @Nullable String body, @Nullable String patch, String reason, @Nullable String returned) {}
}
