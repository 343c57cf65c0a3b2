package io.casework.alerts;

import io.casework.core.Utc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;

/** Writes and reads the rows of the queue. */
@Component
class AlertRows {

  private final NamedParameterJdbcTemplate jdbc;

  AlertRows(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Puts new alerts into the queue. */
  void insert(List<NewAlert> alerts) {
    jdbc.batchUpdate(
        """
        insert into alert (alert_id, source, transaction_id, external_id, customer_token, severity,
          status, score, reason, case_id, raised_at, changed_at, changed_by, version)
        values (:id, :source, :payment, :external, :customer, :severity, :status, :score, :reason,
          :case, :at, :at, :by, 1)
        """,
        alerts.stream().map(AlertRows::parameters).toArray(SqlParameterSource[]::new));
  }

  private static SqlParameterSource parameters(NewAlert each) {
    var alert = each.alert();
    return new MapSqlParameterSource()
        .addValue("id", alert.alertId())
        .addValue("source", alert.source())
        .addValue("payment", alert.transactionId())
        .addValue("external", alert.externalId())
        .addValue("customer", each.customerToken())
        .addValue("severity", alert.severity().name())
        .addValue("status", alert.status().toString())
        .addValue("score", alert.score())
        .addValue("reason", alert.reason())
        .addValue("case", alert.caseId())
        .addValue("at", Utc.of(alert.raisedAt()))
        .addValue("by", alert.changedBy());
  }

  static Alert read(ResultSet row) throws SQLException {
    return new Alert(
        row.getString("alert_id"),
        row.getString("source"),
        row.getString("transaction_id"),
        row.getString("external_id"),
        Severity.valueOf(row.getString("severity")),
        AlertStatus.of(row.getString("status")),
        row.getBigDecimal("score"),
        row.getString("reason"),
        row.getString("case_id"),
        row.getString("assignee"),
        row.getString("note"),
        Utc.read(row, "raised_at"),
        Utc.read(row, "changed_at"),
        row.getString("changed_by"),
        row.getInt("version"));
  }

  /**
   * @param customerToken stands for the customer; null when the source named none
   */
  record NewAlert(Alert alert, @Nullable String customerToken) {}
}
