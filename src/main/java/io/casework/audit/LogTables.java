package io.casework.audit;

import io.casework.core.CaseId;
import io.casework.core.Utc;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The log in the database: its head, its lines, and the facts that wait for their place. */
@Repository
class LogTables {

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;

  LogTables(JdbcTemplate template) {
    this.jdbc = JdbcClient.create(template);
    this.batches = template;
  }

  Optional<LogHead> head() {
    return jdbc.sql("select * from audit_head").query((row, n) -> LogHead.of(row)).optional();
  }

  /** The head, for this transaction alone. */
  LogHead lock() {
    return jdbc.sql("select * from audit_head where id = 1 for update")
        .query((row, n) -> LogHead.of(row))
        .single();
  }

  void begin(String origin, LocalDate today) {
    jdbc.sql(
            """
            insert into audit_head (id, origin, tree_size, last_hash, highest_event, part_end,
              log_day, shipped_to)
            values (1, :origin, 0, :zeros, 0, 0, :today, 0)
            """)
        .param("origin", origin)
        .param("zeros", "0".repeat(64))
        .param("today", today)
        .update();
  }

  void save(LogHead head) {
    jdbc.sql(
            """
            update audit_head set tree_size = :size, last_hash = :hash, highest_event = :highest,
              part_end = :end, open_since = :since, log_day = :day
            where id = 1
            """)
        .param("size", head.size())
        .param("hash", head.lastHash())
        .param("highest", head.highest())
        .param("end", head.partEnd())
        .param("since", Utc.ofNullable(head.openSince()))
        .param("day", head.day())
        .update();
  }

  /** When the oldest fact was recorded that has no place yet; null when all have one. */
  @Nullable Instant oldestWaiting(long highest) {
    return jdbc.sql(
            """
            select min(at) as oldest from (
              select at from audit_event where seq > :highest
              union all
              select e.at from audit_gap g join audit_event e on e.seq = g.event_seq
            ) waiting
            """)
        .param("highest", highest)
        .query((row, n) -> Optional.ofNullable(Utc.readNullable(row, "oldest")))
        .single()
        .orElse(null);
  }

  boolean anyWaiting(long highest) {
    return jdbc.sql(
                """
                select case when exists (select 1 from audit_event where seq > :highest) then 1
                  when exists (select 1 from audit_gap g join audit_event e on e.seq = g.event_seq)
                  then 1 else 0 end
                """)
            .param("highest", highest)
            .query(Integer.class)
            .single()
        == 1;
  }

  /** Facts that were committed after facts with higher numbers. */
  List<LogLine> late(int atMost) {
    return jdbc.sql(
            """
            select e.* from audit_gap g join audit_event e on e.seq = g.event_seq
            order by e.seq fetch first :n rows only
            """)
        .param("n", atMost)
        .query((row, n) -> LogLine.of(row))
        .list();
  }

  List<LogLine> after(long highest, int atMost) {
    return jdbc.sql(
            """
            select * from audit_event where seq > :highest
            order by seq fetch first :n rows only
            """)
        .param("highest", highest)
        .param("n", atMost)
        .query((row, n) -> LogLine.of(row))
        .list();
  }

  void addGaps(List<Long> numbers, Instant now) {
    var since = Utc.of(now);
    batches.batchUpdate(
        "insert into audit_gap (event_seq, since) values (?, ?)",
        numbers.stream().map(number -> new Object[] {number, since}).toList());
  }

  void removeGaps(List<Long> numbers, Instant before) {
    batches.batchUpdate(
        "delete from audit_gap where event_seq = ?",
        numbers.stream().map(number -> new Object[] {number}).toList());
    jdbc.sql("delete from audit_gap where since < :before")
        .param("before", Utc.of(before))
        .update();
  }

  void add(List<Placed> lines) {
    var rows = new ArrayList<Object[]>(lines.size());
    for (var line : lines) {
      rows.add(new Object[] {line.seq(), line.eventSeq(), line.bytes(), Sha256.leaf(line.bytes())});
    }
    batches.batchUpdate(
        "insert into audit_line (seq, event_seq, line, leaf) values (?, ?, ?, ?)", rows);
  }

  /** The lines of a stretch of the log, in order. */
  List<byte[]> lines(long first, long last) {
    return jdbc.sql("select line from audit_line where seq between :first and :last order by seq")
        .param("first", first)
        .param("last", last)
        .query((row, n) -> row.getBytes("line"))
        .list();
  }

  /** The lines about a case among the first {@code size}, in order. */
  List<Placed> lines(CaseId caseId, long size) {
    return jdbc.sql(
            """
            select l.seq, l.event_seq, l.line from audit_event e
            join audit_line l on l.event_seq = e.seq
            where e.case_id = :case and l.seq <= :size order by l.seq
            """)
        .param("case", caseId.value())
        .param("size", size)
        .query(
            (row, n) ->
                new Placed(row.getLong("seq"), row.getLong("event_seq"), row.getBytes("line")))
        .list();
  }

  /** A record with its place in the log. */
  record Placed(long seq, long eventSeq, byte[] bytes) {}
}
