package io.casework.intake;

import io.casework.core.CaseEvent;
import io.casework.core.CaseId;
import io.casework.core.OperationsEvent;
import io.casework.core.Utc;
import io.casework.notification.Notice;
import io.casework.notification.Notifications;
import io.casework.vault.Envelopes;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps a sample of every message that was refused and tells operations, without a flood. */
@Component
@Transactional
class DeadLetters {

  /** What a sample is sealed as, with its id behind. */
  static final String SAMPLE = "dead letter|";

  private static final int MAX_SAMPLE = 16 * 1024;
  private static final Duration QUIET = Duration.ofMinutes(5);

  private final JdbcClient jdbc;
  private final Notifications notifications;
  private final ApplicationEventPublisher facts;
  private final Clock clock;
  private final Envelopes envelopes;

  DeadLetters(
      JdbcClient jdbc,
      Notifications notifications,
      ApplicationEventPublisher facts,
      Clock clock,
      Envelopes envelopes) {
    this.jdbc = jdbc;
    this.envelopes = envelopes;
    this.notifications = notifications;
    this.facts = facts;
    this.clock = clock;
  }

  void keep(String entity, @Nullable String messageId, byte[] body, Refusal refusal) {
    var now = clock.instant();
    var hash = Intake.sha256(body);
    if (known(entity, messageId, hash, refusal)) {
      return;
    }
    var id = UUID.randomUUID().toString();
    var sample = envelopes.seal(SAMPLE + id, sample(body));
    jdbc.sql(
            """
            insert into dead_letter (dead_letter_id, entity, message_id, reason, description,
              body_sha256, body_size, sample, sample_key, seen_at, event_id)
            values (:id, :entity, :message, :reason, :description, :hash, :size, :sample, :key, :now,
              :event)
            """)
        .param("id", id)
        .param("entity", entity)
        .param("message", messageId)
        .param("reason", refusal.reason().name())
        .param("description", cut(String.valueOf(refusal.getMessage()), 1000))
        .param("hash", hash)
        .param("size", body.length)
        .param("sample", sample.sealed())
        .param("key", sample.wrappedKey())
        .param("event", EventIds.in(body))
        .param("now", Utc.of(now))
        .update();
    var what = new LinkedHashMap<String, Object>();
    what.put("entity", entity);
    what.put("reason", refusal.reason().name());
    what.put("pointer", refusal.pointer());
    what.put("body_sha256", hash);
    what.put("body_size", body.length);
    facts.publishEvent(new OperationsEvent("message_dead_lettered", null, CaseEvent.SYSTEM, what));
    // One message per reason and five minutes: the key of the window is the key of the message.
    notifications.send(
        new Notice(
            "dead-letter:%s:%s:%d"
                .formatted(entity, refusal.reason(), now.getEpochSecond() / QUIET.toSeconds()),
            "channel:ops",
            "message_dead_lettered",
            null,
            "Message refused on " + entity,
            "%s at %s".formatted(refusal.reason(), cut(String.valueOf(refusal.getMessage()), 500)),
            null));
  }

  /** The latest refused messages, newest first, without their bodies. */
  @Transactional(readOnly = true)
  List<DeadLetter> latest(int limit) {
    return jdbc.sql("select * from dead_letter order by seen_at desc fetch first :limit rows only")
        .param("limit", limit)
        .query((row, number) -> read(row))
        .list();
  }

  /** The refused messages that bore the id of a case's event, oldest first. */
  @Transactional(readOnly = true)
  List<DeadLetter> of(CaseId caseId) {
    return jdbc.sql(
            "select * from dead_letter where event_id = :event order by seen_at, dead_letter_id")
        .param("event", caseId.value())
        .query((row, number) -> read(row))
        .list();
  }

  private static DeadLetter read(ResultSet row) throws SQLException {
    return new DeadLetter(
        row.getString("dead_letter_id"),
        row.getString("entity"),
        row.getString("message_id"),
        row.getString("reason"),
        row.getString("description"),
        row.getString("body_sha256"),
        row.getInt("body_size"),
        Utc.read(row, "seen_at"));
  }

  // A crash between keeping and dead-lettering brings the message back: keep it once.
  private boolean known(String entity, @Nullable String messageId, String hash, Refusal refusal) {
    return jdbc.sql(
                """
                select count(*) from dead_letter where body_sha256 = :hash and reason = :reason
                  and entity = :entity and coalesce(message_id, '') = :message
                """)
            .param("hash", hash)
            .param("reason", refusal.reason().name())
            .param("entity", entity)
            .param("message", messageId == null ? "" : messageId)
            .query(Integer.class)
            .single()
        > 0;
  }

  // What is no UTF-8 becomes replacement characters, NUL a visible sign: every database keeps it.
  private static String sample(byte[] body) {
    var text = new String(body, 0, Math.min(body.length, MAX_SAMPLE), StandardCharsets.UTF_8);
    return text.replace('\0', '\u2400');
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  /** A refused message as operators see it. */
  record DeadLetter(
      String deadLetterId,
      String entity,
      @Nullable String messageId,
      String reason,
      String description,
      String bodySha256,
      int bodySize,
      Instant seenAt) {}
}
