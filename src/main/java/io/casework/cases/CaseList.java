package io.casework.cases;

import io.casework.vault.Tokens;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list of cases, filtered to what the caller may see. */
final class CaseList {

  /** The only texts that become part of the statement. */
  private static final Map<String, String> ORDERS =
      Map.of(
          "due_at", "due_at",
          "received_at", "received_at",
          "priority", "priority",
          "score", "score",
          "amount", "amount");

  private final JdbcClient jdbc;
  private final Tokens tokens;

  CaseList(JdbcClient jdbc, Tokens tokens) {
    this.jdbc = jdbc;
    this.tokens = tokens;
  }

  CasePage page(CaseQuery query) {
    var params = new HashMap<String, Object>();
    var where = where(query, params);
    var total =
        jdbc.sql("select count(*) from case_record" + where)
            .params(params)
            .query(Long.class)
            .single();
    params.put("offset", (long) query.page() * query.size());
    params.put("size", query.size());
    var items =
        jdbc.sql(
                "select * from case_record"
                    + where
                    + " order by "
                    + order(query.sort())
                    + ", case_id offset :offset rows fetch next :size rows only")
            .params(params)
            .query(CaseRows.RECORD)
            .list();
    return new CasePage(items, query.page(), query.size(), total);
  }

  private String where(CaseQuery query, Map<String, Object> params) {
    var where = new StringBuilder(" where (assignee = :user");
    params.put("user", query.user());
    if (!query.visible().isEmpty()) {
      where.append(" or route in (:visible)");
      params.put("visible", query.visible().stream().map(Object::toString).toList());
    }
    // Not routed yet, or cleared: nobody's queue, so only for those who see every queue.
    where.append(query.seesAll() ? " or route is null)" : ")");
    filter(where, params, "status", query.status());
    filter(where, params, "route", query.route());
    filter(where, params, "priority", query.priority());
    filter(where, params, "assignee", query.assignee());
    if (query.text() != null && !query.text().isBlank()) {
      where.append(" and (case_id like :part or user_id = :token or merchant_id = :text)");
      params.put("text", query.text().strip());
      params.put("token", tokens.of(query.text().strip()));
      params.put(
          "part", query.text().strip().toLowerCase(Locale.ROOT).replaceAll("[%_\\\\]", "") + "%");
    }
    return where.toString();
  }

  private static void filter(
      StringBuilder where, Map<String, Object> params, String column, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      where.append(" and ").append(column).append(" = :filter_").append(column);
      params.put("filter_" + column, value);
    }
  }

  private static String order(String sort) {
    var descending = sort.startsWith("-");
    var column = ORDERS.get(descending ? sort.substring(1) : sort);
    if (column == null) {
      throw new IllegalArgumentException(
          "sort must be one of due_at, received_at, priority, score, amount, with - for descending");
    }
    return column + (descending ? " desc nulls last" : " asc nulls last");
  }
}
