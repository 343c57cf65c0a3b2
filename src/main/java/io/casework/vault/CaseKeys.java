package io.casework.vault;

import io.casework.core.CaseId;
import io.casework.core.Refused;
import io.casework.core.Utc;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A key per case, wrapped under the master key; destroying it erases what it encrypted, wherever
 * copies lie.
 */
@Repository
public class CaseKeys {

  private final JdbcClient jdbc;
  private final MasterKey master;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  CaseKeys(JdbcClient jdbc, MasterKey master, Clock clock) {
    this.jdbc = jdbc;
    this.master = master;
    this.clock = clock;
  }

  /** Makes the key of a new case, in the transaction that opens it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public CaseKey create(CaseId caseId) {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    jdbc.sql("insert into case_key (case_id, wrapped, created_at) values (:id, :wrapped, :now)")
        .param("id", caseId.value())
        .param("wrapped", Base64.getEncoder().encodeToString(master.wrap(bytes, context(caseId))))
        .param("now", Utc.of(clock.instant()))
        .update();
    return new CaseKey(caseId, bytes);
  }

  /**
   * The case's key, made now if the case is older than keys; the caller holds the case's lock. Once
   * the key is destroyed, a conflict.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public CaseKey of(CaseId caseId) {
    return find(caseId)
        .orElseGet(
            () -> {
              if (destroyed(caseId)) {
                throw Refused.conflict("case", "was erased");
              }
              return create(caseId);
            });
  }

  /** The case's key; empty when it is destroyed, and for cases older than keys. */
  public Optional<CaseKey> find(CaseId caseId) {
    return jdbc.sql("select wrapped from case_key where case_id = :id and wrapped is not null")
        .param("id", caseId.value())
        .query(String.class)
        .optional()
        .map(wrapped -> unwrap(caseId, wrapped));
  }

  /** Whether the case once had a key and has none any more. */
  public boolean destroyed(CaseId caseId) {
    return jdbc.sql("select count(*) from case_key where case_id = :id and wrapped is null")
            .param("id", caseId.value())
            .query(Integer.class)
            .single()
        > 0;
  }

  /** When the case's key was destroyed; empty while it is not. */
  public Optional<Instant> destroyedAt(CaseId caseId) {
    return jdbc.sql(
            "select destroyed_at from case_key where case_id = :id and destroyed_at is not null")
        .param("id", caseId.value())
        .query((row, number) -> Utc.read(row, "destroyed_at"))
        .optional();
  }

  /** Forgets the key for ever; false when there is none. */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean destroy(CaseId caseId) {
    return jdbc.sql(
                """
                update case_key set wrapped = null, destroyed_at = :now
                where case_id = :id and wrapped is not null
                """)
            .param("now", Utc.of(clock.instant()))
            .param("id", caseId.value())
            .update()
        > 0;
  }

  /**
   * The key from its column {@code case_key.wrapped}, for those who read it with their own rows.
   */
  public CaseKey unwrap(CaseId caseId, String wrapped) {
    return new CaseKey(caseId, master.unwrap(Base64.getDecoder().decode(wrapped), context(caseId)));
  }

  private static String context(CaseId caseId) {
    return "case|" + caseId;
  }
}
