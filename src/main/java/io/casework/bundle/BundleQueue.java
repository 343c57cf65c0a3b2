package io.casework.bundle;

import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Utc;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The bundles that wait to be made, as their makers see them. */
@Repository
class BundleQueue {

  /** Longer than any bundle takes; after it another node believes that the maker has died. */
  private static final Duration LEASE = Duration.ofSeconds(50);

  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final JdbcClient jdbc;
  private final JdbcBundles bundles;
  private final Cases cases;
  private final ApplicationEventPublisher facts;
  private final Clock clock;

  BundleQueue(
      JdbcClient jdbc,
      JdbcBundles bundles,
      Cases cases,
      ApplicationEventPublisher facts,
      Clock clock) {
    this.jdbc = jdbc;
    this.bundles = bundles;
    this.cases = cases;
    this.facts = facts;
    this.clock = clock;
  }

  /** Takes a bundle that is due, so that no other node takes it too. */
  @Transactional
  Optional<Claim> claim() {
    var found =
        jdbc.sql(
                """
                select * from case_bundle where state = 'due' and next_attempt_at <= :now
                order by next_attempt_at fetch first 1 rows only for update skip locked
                """)
            .param("now", Utc.of(clock.instant()))
            .query(
                (row, number) ->
                    new Claim(
                        new CaseId(row.getString("case_id")),
                        row.getInt("version"),
                        row.getString("reason"),
                        row.getString("requested_by"),
                        row.getInt("attempts") + 1))
            .optional();
    found.ifPresent(
        claim ->
            jdbc.sql(
                    """
                    update case_bundle set attempts = :attempt, next_attempt_at = :until
                    where case_id = :id and version = :version
                    """)
                .param("attempt", claim.attempt())
                .param("until", Utc.of(clock.instant().plus(LEASE)))
                .param("id", claim.caseId().value())
                .param("version", claim.version())
                .update());
    return found;
  }

  /** Makes a bundle sealed; nothing when the claim is lost. */
  @Transactional
  void seal(Claim claim, Sealing made) {
    var updated =
        jdbc.sql(
                """
                update case_bundle set state = 'sealed', next_attempt_at = null, failure = :failure,
                  audit_size = :audit, made_at = :made, case_version = :case,
                  full_sha256 = :full, full_stored_sha256 = :stored, full_bytes = :fullBytes,
                  redacted_sha256 = :redacted, redacted_bytes = :redactedBytes
                where case_id = :id and version = :version and state = 'due'
                  and attempts = :attempt
                """)
            .param("failure", made.failure())
            .param("audit", made.auditSize())
            .param("made", Utc.of(made.madeAt()))
            .param("case", made.caseVersion())
            .param("full", made.fullSha256())
            .param("stored", made.fullStoredSha256())
            .param("fullBytes", made.fullBytes())
            .param("redacted", made.redactedSha256())
            .param("redactedBytes", made.redactedBytes())
            .param("id", claim.caseId().value())
            .param("version", claim.version())
            .param("attempt", claim.attempt())
            .update();
    if (updated > 0) {
      var what = new LinkedHashMap<String, Object>();
      what.put("version", claim.version());
      what.put("case_version", made.caseVersion());
      what.put("audit_size", made.auditSize());
      what.put("redacted_sha256", made.redactedSha256());
      if (made.fullSha256() != null && made.fullStoredSha256() != null) {
        what.put("full_sha256", made.fullSha256());
        what.put("full_stored_sha256", made.fullStoredSha256());
      }
      publish("bundle_sealed", claim, what);
    }
  }

  /** Lays a version aside whose place in the archive is taken, and asks for the next. */
  @Transactional
  void abandon(Claim claim) {
    if (end(claim, "abandoned", "its place in the archive is taken by other bytes")) {
      publish("bundle_abandoned", claim, Map.of("version", claim.version()));
      bundles.enter(claim.caseId(), claim.reason(), null, claim.requestedBy());
    }
  }

  private boolean end(Claim claim, String state, String why) {
    return jdbc.sql(
                """
                update case_bundle set state = :state, next_attempt_at = null, failure = :why
                where case_id = :id and version = :version and state = 'due'
                  and attempts = :attempt
                """)
            .param("state", state)
            .param("why", why)
            .param("id", claim.caseId().value())
            .param("version", claim.version())
            .param("attempt", claim.attempt())
            .update()
        > 0;
  }

  /** Tries again later: 5 s, 10 s, 20 s … 30 min. */
  @Transactional
  void retry(Claim claim, String failure) {
    var wait = SHORTEST.multipliedBy(1L << Math.min(claim.attempt() - 1, 20));
    jdbc.sql(
            """
            update case_bundle set failure = :failure, next_attempt_at = :next
            where case_id = :id and version = :version and state = 'due' and attempts = :attempt
            """)
        .param("failure", failure.substring(0, Math.min(failure.length(), 300)))
        .param("next", Utc.of(clock.instant().plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait)))
        .param("id", claim.caseId().value())
        .param("version", claim.version())
        .param("attempt", claim.attempt())
        .update();
  }

  long waiting() {
    return count("state = 'due'");
  }

  long failing() {
    return count("state = 'due' and failure is not null");
  }

  private long count(String condition) {
    return jdbc.sql("select count(*) from case_bundle where " + condition)
        .query(Long.class)
        .single();
  }

  private void publish(String kind, Claim claim, Map<String, Object> what) {
    var correlation = cases.get(claim.caseId()).correlationId();
    facts.publishEvent(new BundleFact(kind, claim.caseId(), correlation, BundleFact.SYSTEM, what));
  }
}
