package io.casework.bundle;

import io.casework.audit.AuditLog.Checkpoint;
import io.casework.cases.CaseRecord;
import io.casework.vault.CaseKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a case at one moment.
 *
 * @param auditRecords lines of the audit log's slice
 * @param key of the case; empty when it is destroyed
 */
record Gathered(
    CaseRecord record,
    List<EvidenceFile> files,
    List<Missing> missing,
    Checkpoint checkpoint,
    int auditRecords,
    Optional<CaseKey> key) {

  static final String UNREADABLE = "could not be read; the log of the application says why";

  /** The sources that failed, for whoever runs the application; null when none did. */
  @Nullable String failure() {
    var failed =
        missing.stream()
            .filter(one -> one.why().equals(UNREADABLE))
            .map(Missing::path)
            .collect(Collectors.joining(", "));
    return failed.isEmpty() ? null : failed + ": " + UNREADABLE;
  }
}
