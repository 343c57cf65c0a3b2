package io.casework.intake;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages are taken from the bus.
 *
 * @param inboundConcurrency events in hand at once; as many may share a transaction
 * @param routedConcurrency routed cases in hand at once, per subscription
 * @param drain how long a stop waits for what is being handled
 */
@Validated
@ConfigurationProperties(prefix = "casework.intake", ignoreUnknownFields = false)
record IntakeProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("16") @Min(1) int inboundConcurrency,
    @DefaultValue("16") @Min(1) int routedConcurrency,
    @DefaultValue("PT20S") Duration drain) {}
