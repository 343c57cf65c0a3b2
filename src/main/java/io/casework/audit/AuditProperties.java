package io.casework.audit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the log is sealed.
 *
 * @param interval how often committed facts are taken in and what is closed is shipped
 * @param partRecords after so many records a checkpoint is signed and a part of the log shipped
 * @param partTime a part that has records is closed after this time at the latest
 * @param tsaUrl where a time stamp (RFC 3161) for each day's seal is asked for; none: no time
 *     stamps
 * @param tsaTimeout how long its answer is waited for
 * @param anchorFolder a second place, with another owner, for checkpoints and seals; none: no copy
 * @param newSigner id of a key that may follow the one that signed so far; any other ends the start
 * @param acknowledgedGap how many records the archive has, when it has more than a database that
 *     was restored to an earlier point: the log goes on behind them
 */
@Validated
@ConfigurationProperties(prefix = "casework.audit", ignoreUnknownFields = false)
record AuditProperties(
    @DefaultValue("PT1S") Duration interval,
    @DefaultValue("1000") @Min(1) @Max(10_000) int partRecords,
    @DefaultValue("PT5M") Duration partTime,
    @Nullable URI tsaUrl,
    @DefaultValue("PT10S") Duration tsaTimeout,
    @Nullable Path anchorFolder,
    @Nullable String newSigner,
    @Nullable Long acknowledgedGap) {}
