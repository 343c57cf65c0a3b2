package io.casework.alerts.sources;

import io.casework.core.Utc;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How far sources are read, and what was seen where they look back. Called in the transaction of
 * the alerts, it keeps each alert from being handed over twice, also by two nodes.
 */
@Repository
class SourcePositions {

  private final JdbcClient jdbc;
  private final Clock clock;

  SourcePositions(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  Optional<Position> find(String source) {
    return jdbc.sql("select reached, updated_at from alert_position where source = :source")
        .param("source", source)
        .query((row, number) -> new Position(row.getString("reached"), Utc.read(row, "updated_at")))
        .optional();
  }

  /**
   * Goes on from where one was; null: the source was never read.
   *
   * @throws Overtaken when another node went on from there
   */
  void move(String source, @Nullable String from, String to) {
    var changed = from == null ? begin(source, to) : go(source, from, to);
    if (changed == 0) {
      throw new Overtaken(source);
    }
  }

  private int begin(String source, String to) {
    try {
      return jdbc.sql(
              """
              insert into alert_position (source, reached, updated_at)
              select :source, :to, :now
              where not exists (select 1 from alert_position where source = :source)
              """)
          .param("source", source)
          .param("to", to)
          .param("now", Utc.of(clock.instant()))
          .update();
    } catch (DuplicateKeyException e) {
      throw new Overtaken(source);
    }
  }

  private int go(String source, String from, String to) {
    return jdbc.sql(
            """
            update alert_position set reached = :to, updated_at = :now
            where source = :source and reached = :from
            """)
        .param("to", to)
        .param("now", Utc.of(clock.instant()))
        .param("source", source)
        .param("from", from)
        .update();
  }

  /** Which of these were handed over before. */
  Set<String> seen(String source, Collection<String> items) {
    return new HashSet<>(
        jdbc.sql("select item from alert_seen where source = :source and item = any(:items)")
            .param("source", source)
            .param("items", items.toArray(String[]::new))
            .query(String.class)
            .list());
  }

  /**
   * Remembers what is handed over.
   *
   * @throws Overtaken when another node handed over some of it
   */
  void see(String source, Collection<String> items) {
    try {
      jdbc.sql(
              """
              insert into alert_seen (source, item, seen_at)
              select :source, fresh.item, :now
              from unnest(cast(:items as varchar(64) array)) as fresh (item)
              """)
          .param("source", source)
          .param("now", Utc.of(clock.instant()))
          .param("items", items.toArray(String[]::new))
          .update();
    } catch (DuplicateKeyException e) {
      throw new Overtaken(source);
    }
  }

  /** Forgets what was handed over before a time and is looked at no more. */
  void forget(String source, Instant before) {
    jdbc.sql("delete from alert_seen where source = :source and seen_at < :before")
        .param("source", source)
        .param("before", Utc.of(before))
        .update();
  }

  /** How far, and since when. */
  record Position(String reached, Instant at) {}
}
