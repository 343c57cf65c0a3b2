package io.casework.platform;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import java.time.Duration;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/** The SDK's clients; a try is short, because our own outbox and the redelivery try again. */
@Configuration(proxyBeanMethods = false)
class BusConfiguration {

  /**
   * The SDK adds four seconds to the first delay; a shorter limit makes its retries fail at once.
   */
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

  /** One builder for all Service Bus clients: they share one connection. */
  @Bean
  ServiceBusClientBuilder serviceBus(BusConnection connection, BusProperties properties) {
    return new ServiceBusClientBuilder()
        .connectionString(connection.serviceBus())
        .retryOptions(retry(properties));
  }

  @Bean
  @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
  EventHubClientBuilder eventHubs(BusConnection connection, BusProperties properties) {
    return new EventHubClientBuilder()
        .connectionString(connection.eventHubs())
        .retryOptions(retry(properties));
  }

  static AmqpRetryOptions retry(BusProperties properties) {
    return new AmqpRetryOptions()
        .setTryTimeout(properties.tryTimeout())
        .setMaxRetries(2)
        .setDelay(Duration.ofMillis(200))
        .setMaxDelay(LONGEST_DELAY);
  }
}
