package io.casework.alerts;

import io.casework.core.Refused;
import io.casework.core.Utc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
          status, urgency, score, reason, case_id, raised_at, changed_at, changed_by, version)
        values (:id, :source, :payment, :external, :customer, :severity, :status, :urgency, :score,
          :reason, :case, :at, :at, :by, 1)
        """,
        alerts.stream().map(AlertRows::parameters).toArray(SqlParameterSource[]::new));
  }

  Optional<Alert> find(String alertId) {
    return jdbc
        .query(
            "select * from alert where alert_id = :id",
            Map.of("id", alertId),
            (row, number) -> read(row))
        .stream()
        .findFirst();
  }

  /** Reads alerts and keeps others from changing them until the transaction ends. */
  List<Alert> lock(Collection<String> alertIds) {
    return jdbc.query(
        "select * from alert where alert_id in (:ids) order by alert_id for update",
        Map.of("ids", alertIds),
        (row, number) -> read(row));
  }

  Alert lock(String alertId) {
    return lock(List.of(alertId)).stream().findFirst().orElseThrow(() -> Refused.missing("alert"));
  }

  /** All of a case, the oldest first. */
  List<Alert> ofCase(String caseId) {
    return jdbc.query(
        "select * from alert where case_id = :id order by raised_at, alert_id",
        Map.of("id", caseId),
        (row, number) -> read(row));
  }

  /** What stands for the customer; empty when the source named none. */
  Optional<String> customer(String alertId) {
    return jdbc
        .queryForList(
            "select customer_token from alert where alert_id = :id",
            Map.of("id", alertId),
            String.class)
        .stream()
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Keeps what people changed. */
  void update(List<Alert> alerts) {
    jdbc.batchUpdate(
        """
        update alert set status = :status, urgency = :urgency, case_id = :case,
          assignee = :assignee, note = :note, resolution = :resolution, changed_at = :at,
          changed_by = :by, version = :version
        where alert_id = :id
        """,
        alerts.stream()
            .map(
                alert ->
                    new MapSqlParameterSource()
                        .addValue("id", alert.alertId())
                        .addValue("status", alert.status().toString())
                        .addValue("urgency", alert.urgency())
                        .addValue("case", alert.caseId())
                        .addValue("assignee", alert.assignee())
                        .addValue("note", alert.note())
                        .addValue("resolution", alert.resolution())
                        .addValue("at", Utc.of(alert.changedAt()))
                        .addValue("by", alert.changedBy())
                        .addValue("version", alert.version()))
            .toArray(SqlParameterSource[]::new));
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
        .addValue("urgency", alert.urgency())
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
        row.getString("resolution"),
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
