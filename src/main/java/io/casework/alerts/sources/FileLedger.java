package io.casework.alerts.sources;

import io.casework.core.Utc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which files there were and how far each is taken. */
@Repository
class FileLedger {

  private final JdbcClient jdbc;
  private final Clock clock;

  FileLedger(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  Optional<Entry> find(String name) {
    return jdbc.sql("select * from alert_file where name = :name")
        .param("name", name)
        .query(
            (row, number) ->
                new Entry(
                    FileState.valueOf(row.getString("state")),
                    new FileStamp(row.getLong("bytes"), Utc.read(row, "modified_at"), true),
                    row.getLong("rows_total"),
                    row.getLong("rows_done")))
        .optional();
  }

  /** A check begins, the first or after the file changed; what was taken stays taken. */
  void checking(String name, FileStamp stamp) {
    var changed =
        jdbc.sql(
                """
                update alert_file set state = 'CHECKING', bytes = :bytes, modified_at = :modified,
                  updated_at = :now
                where name = :name and state in ('CHECKING', 'TAKING')
                """)
            .param("bytes", stamp.bytes())
            .param("modified", Utc.of(stamp.modified()))
            .param("now", Utc.of(clock.instant()))
            .param("name", name)
            .update();
    if (changed == 0) {
      begin(name, stamp);
    }
  }

  private void begin(String name, FileStamp stamp) {
    jdbc.sql(
            """
            insert into alert_file (name, state, bytes, modified_at, rows_total, rows_done, began_at,
              updated_at)
            select :name, 'CHECKING', :bytes, :modified, 0, 0, :now, :now
            where not exists (select 1 from alert_file where name = :name)
            """)
        .param("name", name)
        .param("bytes", stamp.bytes())
        .param("modified", Utc.of(stamp.modified()))
        .param("now", Utc.of(clock.instant()))
        .update();
  }

  /** Every row was found good; a file whose rows are all taken is done. */
  void checked(String name, long rows) {
    jdbc.sql(
            """
            update alert_file set rows_total = :rows, updated_at = :now,
              state = case when rows_done >= :rows then 'DONE' else 'TAKING' end
            where name = :name and state = 'CHECKING'
            """)
        .param("rows", rows)
        .param("now", Utc.of(clock.instant()))
        .param("name", name)
        .update();
  }

  /**
   * Rows are taken, in the transaction of their alerts.
   *
   * @throws Overtaken when another node has taken some of them
   */
  void taken(String name, long from, long to) {
    var changed =
        jdbc.sql(
                """
                update alert_file set rows_done = :to, updated_at = :now,
                  state = case when :to >= rows_total then 'DONE' else 'TAKING' end
                where name = :name and rows_done = :from and state = 'TAKING'
                """)
            .param("to", to)
            .param("now", Utc.of(clock.instant()))
            .param("name", name)
            .param("from", from)
            .update();
    if (changed == 0) {
      throw new Overtaken(name);
    }
  }

  /** Files that were done after a time, with their size then. */
  Map<String, Long> doneSince(Instant time) {
    return jdbc
        .sql("select name, bytes from alert_file where state = 'DONE' and updated_at > :time")
        .param("time", Utc.of(time))
        .query((row, number) -> Map.entry(row.getString("name"), row.getLong("bytes")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** A file that was done has more rows now; those that were taken stay taken. */
  void grown(String name) {
    jdbc.sql(
            """
            update alert_file set state = 'CHECKING', updated_at = :now
            where name = :name and state = 'DONE'
            """)
        .param("now", Utc.of(clock.instant()))
        .param("name", name)
        .update();
  }

  /** Whether it was this call that ended it. */
  boolean ended(String name, FileState state) {
    return jdbc.sql(
                """
                update alert_file set state = :state, updated_at = :now
                where name = :name and state in ('CHECKING', 'TAKING')
                """)
            .param("state", state.name())
            .param("now", Utc.of(clock.instant()))
            .param("name", name)
            .update()
        == 1;
  }

  List<String> underWay() {
    return jdbc.sql(
            "select name from alert_file where state in ('CHECKING', 'TAKING') order by name")
        .query(String.class)
        .list();
  }

  /** Files that are under way, then those that ended last. */
  List<FileProgress> progress(int atMost) {
    return jdbc.sql(
            """
            select * from alert_file
            order by case when state in ('CHECKING', 'TAKING') then 0 else 1 end,
              updated_at desc, name
            fetch first :limit rows only
            """)
        .param("limit", atMost)
        .query((row, number) -> progress(row))
        .list();
  }

  private static FileProgress progress(ResultSet row) throws SQLException {
    return new FileProgress(
        row.getString("name"),
        FileState.valueOf(row.getString("state")),
        row.getLong("rows_total"),
        row.getLong("rows_done"),
        Utc.read(row, "began_at"),
        Utc.read(row, "updated_at"));
  }

  /** Forgets files that ended before a time. */
  void forget(Instant before) {
    jdbc.sql(
            """
            delete from alert_file
            where updated_at < :before and state not in ('CHECKING', 'TAKING')
            """)
        .param("before", Utc.of(before))
        .update();
  }

  /** What is known of one file. */
  record Entry(FileState state, FileStamp stamp, long rowsTotal, long rowsDone) {}
}
