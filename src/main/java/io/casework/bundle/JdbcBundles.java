package io.casework.bundle;

import io.casework.cases.CaseRecord;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Utc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The list of bundles and the queue of those to be made, as one table. */
@Repository
class JdbcBundles implements Bundles {

  private final JdbcClient jdbc;
  private final Cases cases;
  private final ApplicationEventPublisher facts;
  private final Clock clock;
  private final BundleBell bell;

  JdbcBundles(
      JdbcClient jdbc, Cases cases, ApplicationEventPublisher facts, Clock clock, BundleBell bell) {
    this.jdbc = jdbc;
    this.cases = cases;
    this.facts = facts;
    this.clock = clock;
    this.bell = bell;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void request(CaseId caseId, String reason, String actor) {
    enter(caseId, reason, null, actor);
  }

  /**
   * Enters the next version; one that nobody has begun for the same reason is the same request.
   *
   * @param reference of the request elsewhere: a file number, a ticket
   */
  @Transactional(propagation = Propagation.MANDATORY)
  int enter(CaseId caseId, String reason, @Nullable String reference, String actor) {
    if (!reason.matches("[a-z_]{1,40}")) {
      throw new IllegalArgumentException("a bundle's reason is one word in lower case");
    }
    // Whoever holds the case's lock gives the next number.
    var record = cases.lock(caseId);
    var waiting =
        jdbc.sql(
                """
                select max(version) from case_bundle where case_id = :id and state = 'due'
                  and attempts = 0 and reason = :reason and requested_by = :actor
                """)
            .param("id", caseId.value())
            .param("reason", reason)
            .param("actor", actor)
            .query(Integer.class)
            .optional();
    if (waiting.isPresent()) {
      requested(record, waiting.get(), reason, reference, actor);
      return waiting.get();
    }
    var version =
        jdbc.sql("select coalesce(max(version), 0) + 1 from case_bundle where case_id = :id")
            .param("id", caseId.value())
            .query(Integer.class)
            .single();
    jdbc.sql(
            """
            insert into case_bundle (case_id, version, reason, reference, requested_by,
              requested_at, state, attempts, next_attempt_at)
            values (:id, :version, :reason, :reference, :actor, :now, 'due', 0, :now)
            """)
        .param("id", caseId.value())
        .param("version", version)
        .param("reason", reason)
        .param("reference", reference)
        .param("actor", actor)
        .param("now", Utc.of(clock.instant()))
        .update();
    requested(record, version, reason, reference, actor);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            bell.ring();
          }
        });
    return version;
  }

  // Who joins a request that waits is recorded like the first.
  private void requested(
      CaseRecord record, int version, String reason, @Nullable String reference, String actor) {
    var what = new LinkedHashMap<String, Object>(Map.of("version", version, "reason", reason));
    if (reference != null) {
      what.put("reference", reference);
    }
    facts.publishEvent(
        new BundleFact("bundle_requested", record.caseId(), record.correlationId(), actor, what));
  }

  @Override
  public List<Version> list(CaseId caseId) {
    cases.get(caseId);
    return jdbc.sql("select * from case_bundle where case_id = :id order by version")
        .param("id", caseId.value())
        .query((row, number) -> version(row))
        .list();
  }

  Optional<Version> find(CaseId caseId, int version) {
    return jdbc.sql("select * from case_bundle where case_id = :id and version = :version")
        .param("id", caseId.value())
        .param("version", version)
        .query((row, number) -> version(row))
        .optional();
  }

  /** The newest bundle of a case that is sealed. */
  Optional<Version> newest(CaseId caseId) {
    return jdbc.sql(
            """
            select * from case_bundle where case_id = :id and state = 'sealed'
            order by version desc fetch first 1 rows only
            """)
        .param("id", caseId.value())
        .query((row, number) -> version(row))
        .optional();
  }

  private static Version version(ResultSet row) throws SQLException {
    return new Version(
        new CaseId(row.getString("case_id")),
        row.getInt("version"),
        row.getString("reason"),
        row.getString("requested_by"),
        Utc.read(row, "requested_at"),
        row.getString("state"),
        row.getInt("attempts"),
        Utc.readNullable(row, "next_attempt_at"),
        row.getString("failure"),
        row.getObject("audit_size", Long.class),
        Utc.readNullable(row, "made_at"),
        row.getObject("case_version", Long.class),
        row.getString("full_sha256"),
        row.getString("full_stored_sha256"),
        row.getString("redacted_sha256"),
        row.getObject("full_bytes", Long.class),
        row.getObject("redacted_bytes", Long.class));
  }
}
