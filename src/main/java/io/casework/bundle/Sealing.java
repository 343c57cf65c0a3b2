package io.casework.bundle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a made bundle turned out to be; the archive's object {@code COMPLETE} holds the same.
 *
 * @param fullSha256 of the plain zip, as {@code fullBytes}; null when the case's key is destroyed
 * @param failure sources that could not be read; null when all could
 * @param fullStoredSha256 of what the archive holds of it
 */
record Sealing(
    Instant madeAt,
    long caseVersion,
    long auditSize,
    @Nullable String fullSha256,
    @Nullable String fullStoredSha256,
    @Nullable Long fullBytes,
    String redactedSha256,
    long redactedBytes,
    @Nullable String failure) {}
