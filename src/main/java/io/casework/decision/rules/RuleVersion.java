package io.casework.decision.rules;

import java.time.Instant;

/** A rule as it was after one edit; never changed afterwards. */
public record RuleVersion(
    String id, int version, RuleContent content, String changedBy, Instant changedAt) {}
