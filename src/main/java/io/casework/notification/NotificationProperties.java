package io.casework.notification;

import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages to people leave.
 *
 * @param dryRun true: nothing leaves, what would be sent is written to {@code dryRunFile}
 * @param pollInterval how often the outbox is looked at
 * @param maxAttempts how often a message is handed to its channel at most
 */
@Validated
@ConfigurationProperties(prefix = "casework.notification", ignoreUnknownFields = false)
record NotificationProperties(
    @DefaultValue("true") boolean dryRun,
    Path dryRunFile,
    @DefaultValue("PT0.5S") Duration pollInterval,
    @DefaultValue("3") @Min(1) int maxAttempts) {}
