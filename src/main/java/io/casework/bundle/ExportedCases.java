package io.casework.bundle;

import io.casework.core.Utc;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The cases of a range, a page at a time, however many there are. */
@Component
class ExportedCases {

  private static final int PAGE = 500;

  private final JdbcClient jdbc;

  ExportedCases(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A row of {@code cases.csv}; nothing personal. */
  record Row(
      String caseId,
      Instant receivedAt,
      String status,
      @Nullable String outcome,
      @Nullable String route,
      @Nullable String priority,
      @Nullable String tier,
      double score,
      String modelVersion,
      BigDecimal amount,
      String currency,
      @Nullable String assignee,
      @Nullable Instant dueAt,
      @Nullable Instant breachedAt,
      @Nullable Instant closedAt,
      int escalationLevel,
      int round,
      long version) {}

  /** Takes each case in turn. */
  interface Visitor {
    void visit(Row row) throws IOException;
  }

  long count(ExportRange range) {
    return jdbc.sql(
            "select count(*) from case_record where received_at >= :from and received_at < :to")
        .param("from", Utc.of(range.from()))
        .param("to", Utc.of(range.to()))
        .query(Long.class)
        .single();
  }

  void forEach(ExportRange range, Visitor visitor) throws IOException {
    var after = range.from();
    var last = "";
    List<Row> page;
    do {
      page = page(after, last, range.to());
      for (var row : page) {
        visitor.visit(row);
        after = row.receivedAt();
        last = row.caseId();
      }
    } while (page.size() == PAGE);
  }

  private List<Row> page(Instant after, String last, Instant to) {
    return jdbc.sql(
            """
            select * from case_record
            where received_at >= :after and received_at < :to
              and (received_at > :after or case_id > :last)
            order by received_at, case_id fetch first :page rows only
            """)
        .param("after", Utc.of(after))
        .param("last", last)
        .param("to", Utc.of(to))
        .param("page", PAGE)
        .query(
            (row, number) ->
                new Row(
                    row.getString("case_id"),
                    Utc.read(row, "received_at"),
                    row.getString("status"),
                    row.getString("outcome"),
                    row.getString("route"),
                    row.getString("priority"),
                    row.getString("tier"),
                    row.getDouble("score"),
                    row.getString("model_version"),
                    row.getBigDecimal("amount"),
                    row.getString("currency"),
                    row.getString("assignee"),
                    Utc.readNullable(row, "due_at"),
                    Utc.readNullable(row, "breached_at"),
                    Utc.readNullable(row, "closed_at"),
                    row.getInt("escalation_level"),
                    row.getInt("round"),
                    row.getLong("version")))
        .list();
  }
}
