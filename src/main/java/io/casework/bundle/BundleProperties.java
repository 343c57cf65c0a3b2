package io.casework.bundle;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How bundles are made.
 *
 * @param zone whose local time stands beside UTC in timelines
 * @param threads that make bundles, 0 for a node that makes none
 * @param pollInterval how soon a bundle is found that another node was asked for
 * @param patience how long a request waits for its bundle before it is told to come again
 */
@Validated
@ConfigurationProperties(prefix = "casework.bundle", ignoreUnknownFields = false)
record BundleProperties(
    @DefaultValue("Africa/Johannesburg") ZoneId zone,
    @DefaultValue("1") @Min(0) @Max(8) int threads,
    @DefaultValue("PT2S") Duration pollInterval,
    @DefaultValue("PT10S") Duration patience) {}
