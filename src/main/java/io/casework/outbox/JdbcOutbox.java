package io.casework.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.Utc;
import io.casework.watch.Traces;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The outbox as a table; a row is gone once the bus has its message. */
@Repository
class JdbcOutbox implements Outbox {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;
  private final OutboxBell bell;
  private final Traces traces;

  JdbcOutbox(JdbcClient jdbc, ObjectMapper json, Clock clock, OutboxBell bell, Traces traces) {
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
              created_at)
            values (:destination, :key, :body, :properties, :correlation, :now)
            """)
        .param("destination", message.destination().name())
        .param("key", message.key())
        .param("body", message.body())
        .param("properties", write(traces.stamped(message.properties())))
        .param("correlation", message.correlationId())
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
   * Takes what waits, hands it over, and forgets it with the same commit: a crash in between sends
   * the same keys again.
   *
   * @return how many rows were handed over
   */
  @Transactional
  int drain(int atMost, OutboxBus bus) {
    var waiting =
        jdbc.sql(
                """
                select * from outbox order by seq fetch first :limit rows only
                for update skip locked
                """)
            .param("limit", atMost)
            .query(
                (row, number) ->
                    new Waiting(
                        row.getLong("seq"),
                        new OutgoingMessage(
                            Destination.valueOf(row.getString("destination")),
                            row.getString("message_key"),
                            row.getString("body"),
                            read(row.getString("properties")),
                            row.getString("correlation_id"))))
            .list();
    if (waiting.isEmpty()) {
      return 0;
    }
    Map<Destination, List<OutgoingMessage>> byDestination = new EnumMap<>(Destination.class);
    waiting.forEach(
        row ->
            byDestination
                .computeIfAbsent(row.message().destination(), missing -> new ArrayList<>())
                .add(row.message()));
    byDestination.forEach(bus::send);
    jdbc.sql("delete from outbox where seq in (:sent)")
        .param("sent", waiting.stream().map(Waiting::seq).toList())
        .update();
    return waiting.size();
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

  private record Waiting(long seq, OutgoingMessage message) {}
}
