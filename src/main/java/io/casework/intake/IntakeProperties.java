package io.casework.intake;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages are taken from the bus.
 *
 * @param inboundConcurrency events handled at once
 * @param routedConcurrency routed cases handled at once, per subscription
 * @param drain how long a stop waits for what is being handled
 */
@Validated
@ConfigurationProperties(prefix = "casework.intake", ignoreUnknownFields = false)
record IntakeProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("4") @Min(1) int inboundConcurrency,
    @DefaultValue("1") @Min(1) int routedConcurrency,
    @DefaultValue("PT20S") Duration drain) {}
