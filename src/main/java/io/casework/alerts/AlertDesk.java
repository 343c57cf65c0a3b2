package io.casework.alerts;

import io.casework.core.Refused;
import io.casework.core.Utc;
import io.casework.wire.Page;
import io.casework.wire.Paging;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do with alerts. */
@Component
@Transactional
class AlertDesk {

  private final JdbcClient jdbc;
  private final AlertFacts facts;
  private final Clock clock;

  AlertDesk(JdbcClient jdbc, AlertFacts facts, Clock clock) {
    this.jdbc = jdbc;
    this.facts = facts;
    this.clock = clock;
  }

  /**
   * Acknowledges, resolves, closes or assigns; what is null stays as it is.
   *
   * @param version the version the caller saw; null for any
   */
  Alert change(
      String alertId,
      @Nullable AlertStatus status,
      @Nullable String assignee,
      @Nullable String note,
      @Nullable Integer version,
      String actor) {
    var before =
        jdbc.sql("select * from alert where alert_id = :id for update")
            .param("id", alertId)
            .query((row, number) -> AlertRows.read(row))
            .optional()
            .orElseThrow(() -> Refused.missing("alert"));
    if (version != null && version != before.version()) {
      throw Refused.conflict("If-Match", "the alert has changed since; its version differs");
    }
    if (status != null && status.compareTo(before.status()) < 0) {
      throw Refused.conflict("status", "an alert that is " + before.status() + " stays so");
    }
    var after =
        new Alert(
            before.alertId(),
            before.source(),
            before.transactionId(),
            before.externalId(),
            before.severity(),
            status == null ? before.status() : status,
            before.score(),
            before.reason(),
            before.caseId(),
            assignee == null ? before.assignee() : assignee,
            note == null ? before.note() : note,
            before.raisedAt(),
            clock.instant(),
            actor,
            before.version() + 1);
    jdbc.sql(
            """
            update alert set status = :status, assignee = :assignee, note = :note,
              changed_at = :at, changed_by = :by, version = :version
            where alert_id = :id
            """)
        .param("status", after.status().toString())
        .param("assignee", after.assignee())
        .param("note", after.note())
        .param("at", Utc.of(after.changedAt()))
        .param("by", actor)
        .param("version", after.version())
        .param("id", alertId)
        .update();
    facts.publish("alert_changed", after, actor);
    return after;
  }

  @Transactional(readOnly = true)
  Page<Alert> page(@Nullable Severity severity, @Nullable AlertStatus status, Paging paging) {
    var where =
        " where (cast(:severity as varchar) is null or severity = :severity)"
            + " and (cast(:status as varchar) is null or status = :status)";
    var filter = new LinkedHashMap<String, @Nullable Object>();
    filter.put("severity", severity == null ? null : severity.name());
    filter.put("status", status == null ? null : status.toString());
    var total =
        jdbc.sql("select count(*) from alert" + where).params(filter).query(Long.class).single();
    List<Alert> items =
        jdbc.sql(
                "select * from alert"
                    + where
                    + " order by raised_at desc, alert_id offset :offset rows"
                    + " fetch next :size rows only")
            .params(filter)
            .param("offset", paging.offset())
            .param("size", paging.size())
            .query((row, number) -> AlertRows.read(row))
            .list();
    return new Page<>(items, paging.page(), paging.size(), total);
  }

  @Transactional(readOnly = true)
  Optional<Alert> find(String alertId) {
    return jdbc.sql("select * from alert where alert_id = :id")
        .param("id", alertId)
        .query((row, number) -> AlertRows.read(row))
        .optional();
  }
}
