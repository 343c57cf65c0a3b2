package io.casework.notification;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages to people leave.
 *
 * @param dryRun true: nothing leaves, what would be sent is written to {@code dryRunFile}
 * @param pollInterval how often it is looked for what is due, beside being woken
 * @param maxAttempts how often a message is handed to one destination at most
 * @param patience how long a channel may ask us to wait before the fallback is used
 * @param timeout for an answer of a channel
 * @param notUsed channels, or single destinations, that the matrix names and this installation does
 *     not have: {@code teams, webhook:alerts}
 * @param allowPrivateAddresses whether webhooks may lie in our own network
 * @param webhook programs by name: {@code communications}, {@code alerts}
 */
@Validated
@ConfigurationProperties(prefix = "casework.notification", ignoreUnknownFields = false)
record NotificationProperties(
    @DefaultValue("true") boolean dryRun,
    Path dryRunFile,
    @DefaultValue("PT1S") Duration pollInterval,
    @DefaultValue("3") @Min(1) @Max(3) int maxAttempts,
    @DefaultValue("PT1M") Duration patience,
    @DefaultValue("PT5S") Duration timeout,
    @DefaultValue Set<String> notUsed,
    @DefaultValue("false") boolean allowPrivateAddresses,
    @DefaultValue SlackProperties slack,
    @DefaultValue TeamsProperties teams,
    @DefaultValue EmailProperties email,
    @DefaultValue Map<String, WebhookProperties> webhook) {}
