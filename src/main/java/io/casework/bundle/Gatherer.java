package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.audit.AuditLog;
import io.casework.audit.AuditLog.Checkpoint;
import io.casework.audit.AuditTrail;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import io.casework.vault.CaseKey;
import io.casework.vault.CaseKeys;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks every source about a case, all within one read-only transaction. */
@Component
class Gatherer {

  private static final Logger log = LoggerFactory.getLogger(Gatherer.class);
  private static final int TRIES = 5;

  private final List<EvidenceSource> sources;
  private final Cases cases;
  private final AuditTrail trail;
  private final AuditLog auditLog;
  private final CaseKeys keys;
  private final ObjectMapper json;
  private final TransactionTemplate reading;
  private final TransactionTemplate apart;
  private final TransactionTemplate writing;

  Gatherer(
      List<EvidenceSource> sources,
      Cases cases,
      AuditTrail trail,
      AuditLog auditLog,
      CaseKeys keys,
      ObjectMapper json,
      PlatformTransactionManager transactions) {
    this.sources = sources;
    this.cases = cases;
    this.trail = trail;
    this.auditLog = auditLog;
    this.keys = keys;
    this.json = BundleJson.from(json);
    this.reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
    reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.apart = new TransactionTemplate(transactions);
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.writing = new TransactionTemplate(transactions);
  }

  /**
   * Everything about a case, with a checkpoint that covers all its records.
   *
   * @throws IllegalStateException when records come faster than checkpoints; try later
   */
  Gathered gather(CaseId caseId) {
    var key = key(caseId);
    for (int tries = 0; tries < TRIES; tries++) {
      var gathered = gather(caseId, key, auditLog.checkpoint());
      if (gathered.isPresent()) {
        return gathered.get();
      }
    }
    throw new IllegalStateException("the audit log does not cover the case yet");
  }

  /** The same up to a given checkpoint; empty when the case has records beyond it. */
  Optional<Gathered> gather(CaseId caseId, Optional<CaseKey> key, Checkpoint checkpoint) {
    return Optional.ofNullable(
        reading.execute(
            status -> {
              var slice = auditLog.slice(caseId, checkpoint);
              if (checkpoint.size() > 0 && slice.size() < trail.of(caseId).size()) {
                return null;
              }
              var into = new CollectedEvidence(json);
              var record = cases.get(caseId);
              ask(caseId, into);
              into.from("audit");
              prove(checkpoint, slice, into);
              into.from("vault");
              keys.destroyedAt(caseId)
                  .ifPresent(at -> into.missing("personal fields", "erased on %s".formatted(at)));
              return new Gathered(
                  record, into.files(), into.missing(), checkpoint, slice.size(), key);
            }));
  }

  // A source that fails takes neither the bundle with it nor, on PostgreSQL, the transaction.
  private void ask(CaseId caseId, CollectedEvidence into) {
    for (var source : sources) {
      var name = AopUtils.getTargetClass(source).getSimpleName();
      into.from(name);
      try {
        apart.executeWithoutResult(status -> source.collect(caseId, into));
      } catch (RuntimeException e) {
        log.error("bundle of case {}: source {}: {}", caseId, name, Failures.place(e));
        into.missing("files of " + name, Gathered.UNREADABLE);
      }
    }
  }

  private static void prove(Checkpoint checkpoint, List<AuditLog.ProvenLine> slice, Evidence into) {
    if (checkpoint.size() == 0) {
      into.missing("audit/checkpoint", "the audit log has no checkpoint yet");
      return;
    }
    into.text(
        "audit/checkpoint", "signed state of the whole audit log", "text/plain", checkpoint.note());
    var lines = new StringBuilder();
    slice.forEach(proven -> lines.append(new String(proven.line(), UTF_8)));
    into.text(
        "audit/slice.jsonl",
        "the case's records of the audit log, byte for byte",
        "application/jsonl",
        lines.toString());
    slice.forEach(
        proven ->
            into.text(
                "audit/proofs/%d.tlog-proof".formatted(proven.seq()),
                "proof that record %d is in the log".formatted(proven.seq()),
                "text/plain",
                proven.proof()));
  }

  /** The case's key; a case older than keys gets one with its first bundle. */
  Optional<CaseKey> key(CaseId caseId) {
    var found = keys.find(caseId);
    if (found.isPresent() || keys.destroyed(caseId)) {
      return found;
    }
    cases.get(caseId);
    try {
      return Optional.ofNullable(writing.execute(status -> keys.create(caseId)));
    } catch (DuplicateKeyException e) {
      return keys.find(caseId);
    }
  }
}
