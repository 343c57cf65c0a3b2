package io.casework.bundle;

import io.casework.cases.CaseRecord;
import java.time.Instant;

/**
 * What is written on a bundle.
 *
 * @param version 1, 2, …; 0 for one that is made for an export and not kept, which bears the size
 *     of the log instead
 * @param auditOrigin name of the audit log; empty while it is not sealed
 * @param auditRecords lines of the log's slice in the bundle
 */
record Label(
    CaseRecord record,
    int version,
    Profile profile,
    String reason,
    Instant madeAt,
    String auditOrigin,
    long auditSize,
    int auditRecords) {

  String name() {
    return version == 0
        ? unkept(record.caseId().value(), auditSize, profile)
        : name(record.caseId().value(), version, profile);
  }

  static String unkept(String caseId, long auditSize, Profile profile) {
    return "case-%s-log%d-%s".formatted(caseId, auditSize, profile);
  }

  static String name(String caseId, int version, Profile profile) {
    return "case-%s-v%d-%s".formatted(caseId, version, profile);
  }
}
