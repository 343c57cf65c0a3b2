package io.casework.retention;

import io.casework.cases.CaseChanged;
import io.casework.cases.CaseRecord;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Utc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives closed cases their retention class, and takes it away when they are opened again.
 *
 * <p>A case that people decided gets it at once; the many that were cleared get it from the sweep.
 */
@Component
public class Retentions {

  private final JdbcClient jdbc;
  private final Cases cases;
  private final RetentionTable table;
  private final RetentionProperties properties;
  private final Clock clock;

  Retentions(
      JdbcClient jdbc,
      Cases cases,
      RetentionTable table,
      RetentionProperties properties,
      Clock clock) {
    this.jdbc = jdbc;
    this.cases = cases;
    this.table = table;
    this.properties = properties;
    this.clock = clock;
  }

  /** How long the case is kept; empty while it is open or has not got its class yet. */
  public Optional<Retention> find(CaseId caseId) {
    return jdbc.sql("select * from case_retention where case_id = :id")
        .param("id", caseId.value())
        .query((row, number) -> read(row))
        .optional();
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void heard(CaseChanged change) {
    switch (change.kind()) {
      case "case_resolved" -> classify(cases.get(change.caseId()));
      case "case_reopened" -> forget(change.caseId());
      default -> {
        // Nothing that changes how long the case is kept.
      }
    }
  }

  // With the class goes a request to erase what is now worked again.
  private void forget(CaseId caseId) {
    jdbc.sql("delete from case_retention where case_id = :id").param("id", caseId.value()).update();
    jdbc.sql("delete from case_erasure where case_id = :id").param("id", caseId.value()).update();
  }

  /** The retention of a closed case whose lock the caller holds; decided now if it has none. */
  @Transactional(propagation = Propagation.MANDATORY)
  Retention of(CaseRecord record) {
    return find(record.caseId()).orElseGet(() -> classify(record));
  }

  private Retention classify(CaseRecord record) {
    var region = properties.regionOf(country(record.caseId()));
    var route = record.route() == null ? null : record.route().toString();
    var chosen = table.choose(region, Objects.requireNonNull(record.outcome()), route);
    var closed = Objects.requireNonNull(record.closedAt());
    var retention =
        new Retention(
            record.caseId(),
            chosen.name(),
            region,
            chosen.tableVersion(),
            closed.plus(chosen.keep()),
            closed.plus(chosen.eraseAfter()),
            chosen.erasableOnRequest(),
            clock.instant());
    insert(retention);
    return retention;
  }

  private @Nullable String country(CaseId caseId) {
    var geo = cases.event(caseId).transaction().geo();
    return geo == null ? null : geo.country();
  }

  private void insert(Retention retention) {
    jdbc.sql(
            """
            insert into case_retention (case_id, retention_class, region, table_version, keep_until,
              delete_after, erasable_on_request, decided_at)
            values (:id, :class, :region, :version, :keepUntil, :deleteAfter, :onRequest, :now)
            """)
        .param("id", retention.caseId().value())
        .param("class", retention.retentionClass())
        .param("region", retention.region())
        .param("version", retention.tableVersion())
        .param("keepUntil", Utc.of(retention.keepUntil()))
        .param("deleteAfter", Utc.of(retention.deleteAfter()))
        .param("onRequest", retention.erasableOnRequest())
        .param("now", Utc.of(retention.decidedAt()))
        .update();
  }

  private static Retention read(ResultSet row) throws SQLException {
    return new Retention(
        new CaseId(row.getString("case_id")),
        row.getString("retention_class"),
        row.getString("region"),
        row.getInt("table_version"),
        Utc.read(row, "keep_until"),
        Utc.read(row, "delete_after"),
        row.getBoolean("erasable_on_request"),
        Utc.read(row, "decided_at"));
  }
}
