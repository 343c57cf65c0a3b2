package io.casework.alerts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A filter as SQL. The order begins with the column that the filter fixes, so that filter and order
 * are one range of one index.
 */
record AlertQuery(String where, String order, Map<String, Object> params) {

  static AlertQuery of(AlertFilter filter) {
    var conditions = new ArrayList<String>();
    var params = new HashMap<String, Object>();
    var fixed = "";
    if (filter.status() != null) {
      fixed = is("status", filter.status().toString(), conditions, params);
    }
    if (filter.source() != null) {
      fixed = is("source", filter.source(), conditions, params);
    }
    if (AlertChange.NOBODY.equals(filter.assignee())) {
      conditions.add("assignee is null");
      fixed = "assignee, ";
    } else if (filter.assignee() != null) {
      fixed = is("assignee", filter.assignee(), conditions, params);
    }
    if (filter.caseId() != null) {
      is("case_id", filter.caseId(), conditions, params);
    }
    if (filter.text() != null) {
      conditions.add(
          """
          alert_id in (select alert_id from alert where alert_id = :text
            union select alert_id from alert where external_id = :text
            union select alert_id from alert where transaction_id = :text)\
          """);
      params.put("text", filter.text());
    }
    severity(filter, conditions, params);
    return new AlertQuery(
        conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions),
        order(filter.order(), fixed),
        params);
  }

  private static void severity(
      AlertFilter filter, List<String> conditions, Map<String, Object> params) {
    var unresolved =
        filter.unresolved()
            || filter.status() != null && filter.status().compareTo(AlertStatus.RESOLVED) < 0;
    if (filter.severity() != null && unresolved) {
      conditions.add("urgency = :urgency");
      params.put("urgency", Alert.urgency(filter.severity()));
    } else if (filter.severity() != null) {
      is("severity", filter.severity().name(), conditions, params);
    } else if (unresolved) {
      conditions.add("urgency < 9");
    }
  }

  private static String is(
      String column, String value, List<String> conditions, Map<String, Object> params) {
    conditions.add("%s = :%s".formatted(column, column));
    params.put(column, value);
    return column + ", ";
  }

  private static String order(AlertFilter.Order order, String fixed) {
    return switch (order) {
      case URGENCY -> fixed + "urgency, raised_at, alert_id";
      case NEWEST -> "raised_at desc, alert_id desc";
      case OLDEST -> "raised_at, alert_id";
    };
  }
}
