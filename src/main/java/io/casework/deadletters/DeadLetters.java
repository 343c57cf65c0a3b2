package io.casework.deadletters;

import io.casework.core.CaseEvent;
import io.casework.core.CaseId;
import io.casework.core.OperationsEvent;
import io.casework.core.Utc;
import io.casework.notification.Notice;
import io.casework.notification.Notifications;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps every message that was refused and tells operations, without a flood; and hears what became
 * of those that were sent again.
 */
@Component
@Transactional
public class DeadLetters {

  /** What the message ids of replays begin with. */
  static final String REPLAY = "replay:";

  private static final Duration QUIET = Duration.ofMinutes(5);

  private final JdbcClient jdbc;
  private final LetterRows letters;
  private final RepairRows repairs;
  private final Samples samples;
  private final Notifications notifications;
  private final ApplicationEventPublisher facts;
  private final Clock clock;

  DeadLetters(
      JdbcClient jdbc,
      LetterRows letters,
      RepairRows repairs,
      Samples samples,
      Notifications notifications,
      ApplicationEventPublisher facts,
      Clock clock) {
    this.jdbc = jdbc;
    this.letters = letters;
    this.repairs = repairs;
    this.samples = samples;
    this.notifications = notifications;
    this.facts = facts;
    this.clock = clock;
  }

  /** Whether a message was sent again from here, so that its end is to be told. */
  public static boolean isReplay(@Nullable String messageId) {
    return messageId != null && messageId.startsWith(REPLAY);
  }

  /** Keeps a refused message; one that is known already is not kept twice. */
  public void keep(RefusedMessage message) {
    var now = clock.instant();
    var hash = sha256(message.body());
    if (known(message, hash)) {
      return;
    }
    var id = UUID.randomUUID().toString();
    var replayed = isReplay(message.messageId()) ? replayed(message) : Optional.<DeadLetter>empty();
    insert(id, message, hash, replayed.orElse(null), now);
    var what = new LinkedHashMap<String, Object>();
    what.put("entity", message.entity());
    what.put("reason", message.reason());
    what.put("pointer", message.pointer());
    what.put("body_sha256", hash);
    what.put("body_size", message.body().length);
    what.put("dead_letter_id", id);
    replayed.ifPresent(
        before -> {
          letters.finish(before.deadLetterId(), LetterState.REFUSED_AGAIN);
          what.put("replay_of", before.chainId());
        });
    facts.publishEvent(new OperationsEvent("message_dead_lettered", null, CaseEvent.SYSTEM, what));
    tell(message, now);
  }

  /** A message that was sent again from here was taken; told again, nothing changes. */
  public void accepted(String messageId, byte[] body, String receipt) {
    letters
        .sentAs(messageId)
        .filter(letter -> letter.state() == LetterState.SENT)
        .ifPresent(letter -> accept(letter, messageId, body, receipt));
  }

  private void accept(DeadLetter letter, String messageId, byte[] body, String receipt) {
    letters.finish(letter.deadLetterId(), LetterState.ACCEPTED);
    letters.release(letter.chainId());
    var what = new LinkedHashMap<String, Object>();
    what.put("dead_letter_id", letter.deadLetterId());
    what.put("replay_of", letter.chainId());
    what.put("message_id", messageId);
    what.put("receipt", receipt);
    if (letter.repairId() != null) {
      var repair = repairs.get(letter.repairId());
      what.put("repair_id", repair.repairId());
      what.put("mended_by", String.valueOf(repair.mendedBy()));
      what.put("approved_by", String.valueOf(repair.approvedBy()));
    }
    // Under the case that it opened, so that the trail of the case says where it came from.
    var event = EventIds.in(body);
    var caseId = event == null ? null : new CaseId(event);
    facts.publishEvent(
        new OperationsEvent("dead_letter_replay_accepted", caseId, CaseEvent.SYSTEM, what));
  }

  private Optional<DeadLetter> replayed(RefusedMessage message) {
    return letters
        .sentAs(String.valueOf(message.messageId()))
        .filter(letter -> letter.state() == LetterState.SENT);
  }

  private void insert(
      String id, RefusedMessage message, String hash, @Nullable DeadLetter before, Instant now) {
    var sample = samples.seal(id, Samples.text(message.body()));
    var properties = samples.sealProperties(id, message.properties());
    jdbc.sql(
            """
            insert into dead_letter (dead_letter_id, entity, message_id, reason, description,
              body_sha256, body_size, sample, sample_key, seen_at, event_id, whole, properties,
              properties_key, pointer, rule, signature, chain_id, replay_count)
            values (:id, :entity, :message, :reason, :description, :hash, :size, :sample, :key, :now,
              :event, :whole, :properties, :propertiesKey, :pointer, :rule, :signature, :chain, :count)
            """)
        .param("id", id)
        .param("entity", message.entity())
        .param("message", message.messageId())
        .param("reason", message.reason())
        .param("description", cut(message.description(), 1000))
        .param("hash", hash)
        .param("size", message.body().length)
        .param("sample", sample.sealed())
        .param("key", sample.wrappedKey())
        .param("now", Utc.of(now))
        .param("event", EventIds.in(message.body()))
        .param("whole", message.body().length <= Samples.MOST_BYTES)
        .param("properties", properties.sealed())
        .param("propertiesKey", properties.wrappedKey())
        .param("pointer", cut(message.pointer(), 500))
        .param("rule", cut(message.rule(), 1000))
        .param(
            "signature",
            Signature.of(message.entity(), message.reason(), message.pointer(), message.rule()))
        .param("chain", before == null ? null : before.chainId())
        .param("count", before == null ? 0 : replayNumber(String.valueOf(message.messageId())))
        .update();
  }

  private void tell(RefusedMessage message, Instant now) {
    // One message per reason and five minutes: the key of the window is the key of the message.
    notifications.send(
        new Notice(
            "dead-letter:%s:%s:%d"
                .formatted(
                    message.entity(), message.reason(), now.getEpochSecond() / QUIET.toSeconds()),
            "channel:ops",
            "message_dead_lettered",
            null,
            null,
            "Message refused on " + message.entity(),
            "%s at %s".formatted(message.reason(), cut(message.description(), 500)),
            null,
            Map.of("entity", message.entity(), "reason", message.reason())));
  }

  // A crash between keeping and dead-lettering brings the message back: keep it once.
  private boolean known(RefusedMessage message, String hash) {
    return jdbc.sql(
                """
                select count(*) from dead_letter where body_sha256 = :hash and reason = :reason
                  and entity = :entity and coalesce(message_id, '') = :message
                """)
            .param("hash", hash)
            .param("reason", message.reason())
            .param("entity", message.entity())
            .param("message", message.messageId() == null ? "" : message.messageId())
            .query(Integer.class)
            .single()
        > 0;
  }

  private static int replayNumber(String messageId) {
    return Integer.parseInt(messageId.substring(messageId.lastIndexOf(':') + 1));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
