package io.casework.deadletters;

import io.casework.core.CaseId;
import io.casework.core.OperationsEvent;
import io.casework.core.Utc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Refused messages as people look for them: one by one, and by what is wrong with them. */
@Component
@Transactional
public class LetterBook {

  private final JdbcClient jdbc;
  private final LetterRows letters;
  private final Samples samples;
  private final ApplicationEventPublisher facts;

  LetterBook(
      JdbcClient jdbc, LetterRows letters, Samples samples, ApplicationEventPublisher facts) {
    this.jdbc = jdbc;
    this.letters = letters;
    this.samples = samples;
    this.facts = facts;
  }

  /** The latest refused messages, newest first, without their bodies. */
  @Transactional(readOnly = true)
  public List<DeadLetter> latest(
      @Nullable String signature, @Nullable LetterState state, int atMost) {
    var conditions = new ArrayList<String>();
    if (signature != null) {
      conditions.add("signature = :signature");
    }
    if (state != null) {
      conditions.add("state = :state");
    }
    var where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    var query =
        jdbc.sql(
                "select %s from dead_letter %s order by seen_at desc, dead_letter_id fetch first :most rows only"
                    .formatted(LetterRows.COLUMNS, where))
            .param("most", atMost);
    if (signature != null) {
      query.param("signature", signature);
    }
    if (state != null) {
      query.param("state", state.toString());
    }
    return query.query(DeadLetter::read).list();
  }

  /** The refused messages that bore the id of a case's event, oldest first. */
  @Transactional(readOnly = true)
  public List<DeadLetter> of(CaseId caseId) {
    return jdbc.sql(
            "select %s from dead_letter where event_id = :event order by seen_at, dead_letter_id"
                .formatted(LetterRows.COLUMNS))
        .param("event", caseId.value())
        .query(DeadLetter::read)
        .list();
  }

  @Transactional(readOnly = true)
  public DeadLetter get(String id) {
    return letters.get(id);
  }

  /** A letter and its replays that came back, the first first. */
  @Transactional(readOnly = true)
  public List<DeadLetter> chain(DeadLetter letter) {
    return letters.chain(letter.chainId());
  }

  /**
   * The body as text, or what was kept of it; empty once it is erased. Reading it is a fact, in
   * this transaction.
   */
  public Optional<String> readBody(DeadLetter letter, String reader) {
    var body = samples.body(letter.deadLetterId());
    if (body.isPresent()) {
      facts.publishEvent(
          new OperationsEvent(
              "dead_letter_read",
              null,
              reader,
              Map.of("dead_letter_id", letter.deadLetterId(), "body_sha256", letter.bodySha256())));
    }
    return body;
  }

  /**
   * Letters that fail alike, those seen last first.
   *
   * @param open true: only groups in which something is still to be done; false: only the others;
   *     null: all
   */
  @Transactional(readOnly = true)
  public List<Group> groups(@Nullable Boolean open) {
    var unfinished = LetterState.UNFINISHED.stream().map(LetterState::toString).toList();
    return jdbc
        .sql(
            """
            select signature, entity, reason, min(pointer) as pointer, min(rule) as rule,
              count(*) as letters,
              sum(case when state in (:unfinished) then 1 else 0 end) as unfinished,
              sum(case when state = 'open' then 1 else 0 end) as untouched,
              min(seen_at) as first_seen, max(seen_at) as last_seen,
              coalesce(min(case when state in (:unfinished) then dead_letter_id end),
                min(dead_letter_id)) as example
            from dead_letter where signature is not null
            group by signature, entity, reason
            order by max(seen_at) desc, signature
            """)
        .param("unfinished", unfinished)
        .query(
            (row, number) ->
                new Group(
                    row.getString("signature"),
                    row.getString("entity"),
                    row.getString("reason"),
                    Signature.pointer(Objects.requireNonNullElse(row.getString("pointer"), "")),
                    Signature.rule(Objects.requireNonNullElse(row.getString("rule"), "")),
                    row.getInt("letters"),
                    row.getInt("unfinished"),
                    row.getInt("untouched"),
                    Utc.read(row, "first_seen"),
                    Utc.read(row, "last_seen"),
                    row.getString("example")))
        .list()
        .stream()
        .filter(group -> open == null || open == group.unfinished() > 0)
        .toList();
  }

  /**
   * Letters that fail alike.
   *
   * @param pointer with an asterisk for each index or id
   * @param rule with a sign for each number
   * @param unfinished with which something is still to be done
   * @param open of these, those that nobody has taken up
   * @param exampleId an unfinished one, if there is any
   */
  public record Group(
      String signature,
      String entity,
      String reason,
      String pointer,
      String rule,
      int count,
      int unfinished,
      int open,
      Instant firstSeen,
      Instant lastSeen,
      String exampleId) {}
}
