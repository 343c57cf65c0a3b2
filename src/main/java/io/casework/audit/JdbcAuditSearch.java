package io.casework.audit;

import io.casework.core.Utc;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Searches by the indexes on case and time; text is looked for in what these leave. */
@Repository
class JdbcAuditSearch implements AuditSearch {

  private final JdbcClient jdbc;
  private final JdbcAuditTrail trail;

  JdbcAuditSearch(JdbcClient jdbc, JdbcAuditTrail trail) {
    this.jdbc = jdbc;
    this.trail = trail;
  }

  @Override
  public List<AuditTrail.Entry> page(Query query) {
    var params = new HashMap<String, Object>();
    var where = new StringBuilder(" where 1 = 1");
    and(where, params, "e.case_id = :case", "case", query.caseId());
    and(where, params, "e.actor = :actor", "actor", query.actor());
    and(where, params, "e.kind = :kind", "kind", query.kind());
    and(where, params, "e.at >= :from", "from", Utc.ofNullable(query.from()));
    and(where, params, "e.at < :to", "to", Utc.ofNullable(query.to()));
    and(where, params, "lower(e.facts) like :text escape '!'", "text", pattern(query.text()));
    and(
        where,
        params,
        query.newestFirst() ? "e.seq < :after" : "e.seq > :after",
        "after",
        query.after());
    params.put("limit", query.limit());
    return jdbc.sql(
            JdbcAuditTrail.RECORDS
                + where
                + (query.newestFirst() ? " order by e.seq desc" : " order by e.seq")
                + " fetch next :limit rows only")
        .params(params)
        .query((row, number) -> trail.entry(row))
        .list();
  }

  private static void and(
      StringBuilder where,
      Map<String, Object> params,
      String condition,
      String name,
      @Nullable Object value) {
    if (value != null) {
      where.append(" and ").append(condition);
      params.put(name, value);
    }
  }

  private static @Nullable String pattern(@Nullable String text) {
    return text == null
        ? null
        : "%" + text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
  }

  @Override
  public List<String> kinds() {
    return jdbc.sql("select distinct kind from audit_event order by kind")
        .query(String.class)
        .list();
  }

  @Override
  public List<Reader> readers(Instant from, Instant to, int most) {
    return jdbc.sql(
            """
            select actor, count(distinct case_id) as cases, count(*) as times, max(at) as last_at
            from audit_event
            where kind in
              ('case_read', 'payment_read', 'bundle_downloaded', 'attachment_downloaded') and at >= :from and at < :to
            group by actor order by cases desc, times desc, actor fetch next :most rows only
            """)
        .param("from", Utc.of(from))
        .param("to", Utc.of(to))
        .param("most", most)
        .query(
            (row, number) ->
                new Reader(
                    row.getString("actor"),
                    row.getLong("cases"),
                    row.getLong("times"),
                    Utc.read(row, "last_at")))
        .list();
  }
}
