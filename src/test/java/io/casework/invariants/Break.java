package io.casework.invariants;

import java.util.List;
import java.util.stream.Stream;

/**
 * Something done to the database behind the application's back.
 *
 * @param ids the invariants that must show it, and no others
 * @param example what the first of them must name
 * @param stopped beans that would mend it at once
 */
record Break(
    List<String> ids, String example, List<String> sql, List<String> repair, List<String> stopped) {

  Break(String id, String example) {
    this(List.of(id), example, List.of(), List.of(), List.of());
  }

  Break and(String... others) {
    return new Break(joined(ids, others), example, sql, repair, stopped);
  }

  Break by(String... statements) {
    return new Break(ids, example, joined(sql, statements), repair, stopped);
  }

  /** The last is mended first. */
  Break mendedBy(String... statements) {
    return new Break(
        ids, example, sql, Stream.concat(Stream.of(statements), repair.stream()).toList(), stopped);
  }

  Break stopping(String bean) {
    return new Break(ids, example, sql, repair, joined(stopped, bean));
  }

  Break byChange(String table, String where, String change, String back) {
    return by("update %s set %s where %s".formatted(table, change, where))
        .mendedBy("update %s set %s where %s".formatted(table, back, where));
  }

  Break without(String table, String where) {
    return by(
            "create table kept as select * from %s where %s".formatted(table, where),
            "delete from %s where %s".formatted(table, where))
        .mendedBy("insert into %s select * from kept".formatted(table), "drop table kept");
  }

  Break byCopy(String table, String where, String changes, String copies) {
    return by(
            "create table copied as select * from %s where %s".formatted(table, where),
            "update copied set " + changes,
            "insert into %s select * from copied".formatted(table),
            "drop table copied")
        .mendedBy("delete from %s where %s".formatted(table, copies));
  }

  /** A case that intake has never seen, whole but for what is asked. */
  Break byCase(String id, String event, String route, String since) {
    return by(
            "create table copied as select * from case_record where case_id = '%s'"
                .formatted(OracleContract.OPEN),
            """
            update copied set case_id = '%s', event_id = '%s', route = %s, status = 'open',
              review_round = 0, clock_started_at = %s
            """
                .formatted(id, event, route, since),
            "insert into case_record select * from copied",
            "drop table copied",
            "insert into case_document (case_id, body) values ('%s', '')".formatted(id),
            """
            insert into audit_event (at, actor, kind, case_id, facts)
            values (current_timestamp, 'system', 'case_opened', '%s', '{}')
            """
                .formatted(id))
        .by(
            id.equals(event)
                ? """
                insert into inbox
                values ('%s', '%s', '%s', current_timestamp, 1, current_timestamp)
                """
                    .formatted(id, id, "0".repeat(64))
                : "delete from inbox where 1 = 0")
        .mendedBy(
            "delete from inbox where event_id = '%s' and case_id = '%s'".formatted(id, id),
            "delete from case_document where case_id = '%s'".formatted(id),
            "delete from case_record where case_id = '%s'".formatted(id));
  }

  private static List<String> joined(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  @Override
  public String toString() {
    return ids + " names " + example;
  }
}
