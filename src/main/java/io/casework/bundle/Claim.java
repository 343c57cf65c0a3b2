package io.casework.bundle;

import io.casework.core.CaseId;

/**
 * A bundle that somebody is making right now.
 *
 * @param attempt 1, 2, …; whoever finds another number in the table has lost the claim
 */
record Claim(CaseId caseId, int version, String reason, String requestedBy, int attempt) {}
