package io.casework.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the model may learn from a case: {@code model_feedback} version 2 on the wire.
 *
 * @param feedbackId {@code <case_id>:<resolution number>}; receivers drop repeats by it
 * @param label {@code fraud}, {@code legit}, or null when there is nothing to learn
 * @param labelSource {@code analyst} or {@code auto_cleared}
 * @param confidence {@code confirmed} or {@code assumed}
 * @param selectionProbability how likely a case like this is reviewed, 0 to 1
 * @param supersedes the feedback id of the earlier decision on the same case
 */
public record Label(
    String feedbackId,
    String caseId,
    String featuresetId,
    @Nullable String label,
    @Nullable String decision,
    @Nullable String reasonCode,
    String labelSource,
    String confidence,
    String modelVersion,
    double score,
    Instant eventTime,
    Instant decidedAt,
    double selectionProbability,
    @Nullable String supersedes) {}
