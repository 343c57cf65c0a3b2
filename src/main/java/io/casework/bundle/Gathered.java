package io.casework.bundle;

import io.casework.audit.AuditLog.Checkpoint;
import io.casework.cases.CaseRecord;
import io.casework.vault.CaseKey;
import java.util.List;
import java.util.Optional;

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
    Optional<CaseKey> key) {}
