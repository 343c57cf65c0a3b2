package io.casework.platform;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Service Bus and Event Hubs are; without a connection string the embedded broker is started.
 *
 * @param eventHubsConnectionString when the hub lives in another namespace
 * @param brokerPort port of the embedded broker, 0 for any
 * @param brokerKey key of the embedded broker; made up when absent
 * @param brokerForce whether the embedded broker waits for the disk, not only for the operating
 *     system, before it accepts
 * @param tryTimeout how long one attempt to send may take
 */
@ConfigurationProperties(prefix = "casework.bus", ignoreUnknownFields = false)
public record BusProperties(
    @Nullable String connectionString,
    @Nullable String eventHubsConnectionString,
    @DefaultValue("5672") int brokerPort,
    @Nullable String brokerKey,
    @DefaultValue("true") boolean brokerForce,
    @DefaultValue("PT10S") Duration tryTimeout) {}
