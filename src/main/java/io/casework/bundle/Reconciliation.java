package io.casework.bundle;

import io.casework.core.Utc;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Messages in = cases + duplicates + rejects, day by day: once from the tables that the work is
 * done on, once from the audit trail. A difference is a message that got lost, or a record.
 */
@Component
class Reconciliation {

  /** The queue whose messages become cases. */
  private static final String INBOUND = "fraud-cases-inbound";

  private final JdbcClient jdbc;

  Reconciliation(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One day. Duplicates count on the day of the message that they repeat, rejects on their own.
   *
   * @param messagesIn deliveries that were accepted or refused
   * @param autoCleared of the cases, those that needed no review
   * @param reviewed of the cases, all others, decided or not
   * @param unexplained messages that are neither case nor duplicate nor reject
   * @param auditDifference how many of these counts the audit trail contradicts, summed up
   */
  record Day(
      Instant from,
      Instant to,
      long messagesIn,
      long cases,
      long autoCleared,
      long reviewed,
      long duplicates,
      long rejects,
      long unexplained,
      long auditCases,
      long auditAutoCleared,
      long auditDuplicates,
      long auditRejects,
      long auditDifference) {}

  List<Day> days(ExportRange range) {
    return range.days().map(this::day).toList();
  }

  private Day day(ExportRange day) {
    var accepted = count(day, "select count(*) from inbox where %s", "received_at");
    var deliveries =
        count(day, "select coalesce(sum(deliveries), 0) from inbox where %s", "received_at");
    var cases = count(day, "select count(*) from case_record where %s", "received_at");
    var cleared =
        count(
            day,
            "select count(*) from case_record where outcome = 'auto_cleared' and %s",
            "received_at");
    var rejects =
        count(
            day,
            "select count(*) from dead_letter where entity = '" + INBOUND + "' and %s",
            "seen_at");
    var duplicates = deliveries - accepted;
    var auditCases = audited(day, "case_opened");
    var auditCleared = audited(day, "case_auto_cleared");
    var auditDuplicates = audited(day, "duplicate_ignored");
    var auditRejects =
        count(
            day,
            """
            select count(*) from audit_event where kind = 'message_dead_lettered'
              and facts like '%%"entity":"fraud-cases-inbound"%%' and %s
            """,
            "at");
    return new Day(
        day.from(),
        day.to(),
        deliveries + rejects,
        cases,
        cleared,
        cases - cleared,
        duplicates,
        rejects,
        deliveries + rejects - cases - duplicates - rejects,
        auditCases,
        auditCleared,
        auditDuplicates,
        auditRejects,
        Math.abs(cases - auditCases)
            + Math.abs(cleared - auditCleared)
            + Math.abs(duplicates - auditDuplicates)
            + Math.abs(rejects - auditRejects));
  }

  // By the day of the first message, as the tables count, not by the day of the fact.
  private long audited(ExportRange day, String kind) {
    return count(
        day,
        "select count(*) from audit_event a join inbox i on i.case_id = a.case_id where a.kind = '"
            + kind
            + "' and %s",
        "i.received_at");
  }

  private long count(ExportRange day, String sql, String time) {
    return jdbc.sql(sql.formatted(time + " >= :from and " + time + " < :to"))
        .param("from", Utc.of(day.from()))
        .param("to", Utc.of(day.to()))
        .query(Long.class)
        .single();
  }
}
