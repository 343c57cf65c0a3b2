package io.casework.invariants;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the oracle looks.
 *
 * @param every how often it looks on its own account
 * @param reach how far back its own rounds look at what is finished, but for one a day; who asks
 *     over HTTP gets all
 * @param grace how long what is in motion may take within this installation
 * @param patience how long something may wait for another system, or in a backlog
 * @param lateness how long after its due time a case may go up
 * @param timeout for one query
 * @param examples how many breaches are named
 * @param canaries texts that must be nowhere in clear; planted by tests
 * @param canaryFiles files and folders that are searched for them too
 */
@Validated
@ConfigurationProperties(prefix = "casework.invariants", ignoreUnknownFields = false)
record InvariantProperties(
    @DefaultValue("PT5M") Duration every,
    @DefaultValue("PT6H") Duration reach,
    @DefaultValue("PT60S") Duration grace,
    @DefaultValue("PT15M") Duration patience,
    @DefaultValue("PT5M") Duration lateness,
    @DefaultValue("PT2M") Duration timeout,
    @DefaultValue("10") @Min(1) @Max(100) int examples,
    @DefaultValue List<String> canaries,
    @DefaultValue List<Path> canaryFiles) {}
