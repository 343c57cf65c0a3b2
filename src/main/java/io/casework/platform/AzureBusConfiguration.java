package io.casework.platform;

import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A bus that somebody else runs. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${casework.bus.connection-string:}'.isEmpty()")
class AzureBusConfiguration {

  @Bean
  BusConnection configuredConnection(BusProperties properties) {
    var serviceBus = Objects.requireNonNull(properties.connectionString());
    var eventHubs = properties.eventHubsConnectionString();
    return new BusConnection(
        serviceBus, eventHubs == null || eventHubs.isBlank() ? serviceBus : eventHubs);
  }
}
