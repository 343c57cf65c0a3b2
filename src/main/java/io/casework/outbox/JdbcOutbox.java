package io.casework.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseEvent;
import io.casework.core.OperationsEvent;
import io.casework.core.Utc;
import io.casework.watch.Traces;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The outbox as a table; a row is gone once the bus has its message. */
@Repository
@Transactional
class JdbcOutbox implements Outbox {

  /** Longer than the bus is given for a send. */
  private static final Duration LEASE = Duration.ofSeconds(45);

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;
  private final OutboxBell bell;
  private final ApplicationEventPublisher facts;
  private final Traces traces;

  JdbcOutbox(
      JdbcClient jdbc,
      ObjectMapper json,
      Clock clock,
      OutboxBell bell,
      ApplicationEventPublisher facts,
      Traces traces) {
    this.facts = facts;
    this.traces = traces;
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.bell = bell;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void send(OutgoingMessage message) {
    jdbc.sql(
            """
            insert into outbox (destination, message_key, body, properties, correlation_id,
              partition_key, created_at)
            values (:destination, :key, :body, :properties, :correlation, :partition, :now)
            """)
        .param("destination", message.destination().name())
        .param("key", message.key())
        .param("body", message.body())
        .param("properties", write(traces.stamped(message.properties())))
        .param("correlation", message.correlationId())
        .param("partition", message.partitionKey())
        .param("now", Utc.of(clock.instant()))
        .update();
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            bell.ring();
          }
        });
  }

  /**
   * Takes what is due for oneself and counts the try: what is not heard of again is due once more
   * when the lease is over.
   */
  List<Claimed> claim(int atMost) {
    var now = clock.instant();
    var due =
        jdbc.sql(
                """
                select * from outbox
                where failed_at is null and (next_attempt_at is null or next_attempt_at <= :now)
                order by seq fetch first :limit rows only for update skip locked
                """)
            .param("now", Utc.of(now))
            .param("limit", atMost)
            .query((row, number) -> claimed(row))
            .list();
    if (!due.isEmpty()) {
      jdbc.sql(
              """
              update outbox set attempts = attempts + 1, next_attempt_at = :until
              where seq = any(:seqs)
              """)
          .param("until", Utc.of(now.plus(LEASE)))
          .param("seqs", seqs(due))
          .update();
    }
    return due;
  }

  /** The bus has them. */
  void sent(Destination destination, List<Claimed> messages) {
    jdbc.sql("delete from outbox where seq = any(:seqs)").param("seqs", seqs(messages)).update();
    facts.publishEvent(
        new MessagesSent(
            destination, messages.stream().map(each -> each.message().key()).toList()));
  }

  /** Nothing was said about the messages themselves: the try does not count. */
  void notTaken(List<Claimed> messages) {
    jdbc.sql(
            """
            update outbox set attempts = attempts - 1, next_attempt_at = null
            where seq = any(:seqs)
            """)
        .param("seqs", seqs(messages))
        .update();
  }

  void refused(Claimed message, String failure, Instant again) {
    jdbc.sql("update outbox set failure = :failure, next_attempt_at = :again where seq = :seq")
        .param("failure", failure)
        .param("again", Utc.of(again))
        .param("seq", message.seq())
        .update();
  }

  /** It waits for people now. */
  void givenUp(Claimed message, String failure) {
    jdbc.sql(
            """
            update outbox set failure = :failure, failed_at = :now, next_attempt_at = null
            where seq = :seq
            """)
        .param("failure", failure)
        .param("now", Utc.of(clock.instant()))
        .param("seq", message.seq())
        .update();
    tell("message_given_up", message.message().key(), message.message().destination(), failure);
  }

  /** One more round of tries; false if there is no such message that was given up. */
  boolean again(long seq, String actor) {
    var known =
        jdbc.sql(
                """
                update outbox set attempts = 0, failed_at = null, next_attempt_at = null
                where seq = :seq and failed_at is not null
                """)
            .param("seq", seq)
            .update();
    if (known == 1) {
      facts.publishEvent(
          new OperationsEvent("message_tried_again", null, actor, Map.of("seq", seq)));
      bell.ring();
    }
    return known == 1;
  }

  /** What was given up, the oldest first. */
  List<GivenUp> givenUp(int atMost) {
    return jdbc.sql(
            "select * from outbox where failed_at is not null order by seq"
                + " fetch first :limit rows only")
        .param("limit", atMost)
        .query(
            (row, number) ->
                new GivenUp(
                    row.getLong("seq"),
                    Destination.valueOf(row.getString("destination")).entity(),
                    row.getString("message_key"),
                    row.getInt("attempts"),
                    row.getString("failure"),
                    Utc.read(row, "created_at"),
                    Utc.read(row, "failed_at")))
        .list();
  }

  /** Nobody else can hold these any more. */
  void release() {
    jdbc.sql("update outbox set next_attempt_at = null where failed_at is null").update();
  }

  private void tell(String kind, String key, Destination destination, String failure) {
    facts.publishEvent(
        new OperationsEvent(
            kind,
            null,
            CaseEvent.SYSTEM,
            Map.of("key", key, "destination", destination.entity(), "failure", failure)));
  }

  private Claimed claimed(ResultSet row) throws SQLException {
    return new Claimed(
        row.getLong("seq"),
        row.getInt("attempts") + 1,
        new OutgoingMessage(
            Destination.valueOf(row.getString("destination")),
            row.getString("message_key"),
            row.getString("body"),
            read(row.getString("properties")),
            row.getString("correlation_id"),
            row.getString("partition_key")));
  }

  private static Long[] seqs(List<Claimed> messages) {
    return messages.stream().map(Claimed::seq).toArray(Long[]::new);
  }

  private String write(Map<String, Object> properties) {
    try {
      return json.writeValueAsString(properties);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Object> read(String properties) {
    try {
      return json.readValue(properties, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A message in the hands of this node.
   *
   * @param attempt 1 for the first try
   */
  record Claimed(long seq, int attempt, OutgoingMessage message) {}
}
