package io.casework;

import io.casework.backup.StillBroker;
import io.casework.broker.BrokerOptions;
import io.casework.broker.EmbeddedServiceBus;
import io.casework.platform.BusConnection;
import io.casework.platform.BusProperties;
import io.casework.platform.CaseworkProperties;
import io.casework.platform.FirstRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/** The embedded Service Bus, where no other is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${casework.bus.connection-string:}'.isEmpty()")
class EmbeddedBrokerConfiguration {

  @Bean(destroyMethod = "close")
  EmbeddedServiceBus embeddedBroker(
      CaseworkProperties installation, BusProperties properties, FirstRun firstRun)
      throws IOException {
    var entities =
        new ClassPathResource("broker/config.json").getContentAsString(StandardCharsets.UTF_8);
    return EmbeddedServiceBus.start(
        new BrokerOptions(
                or(properties.brokerKey(), firstRun.brokerKey()),
                installation.data().resolve("broker"),
                entities)
            .withPort(properties.brokerPort())
            .withSync(
                properties.brokerForce()
                    ? BrokerOptions.Sync.DISK
                    : BrokerOptions.Sync.OPERATING_SYSTEM));
  }

  @Bean
  BusConnection embeddedConnection(EmbeddedServiceBus broker) {
    return new BusConnection(broker.connectionString(), broker.connectionString());
  }

  @Bean
  EmbeddedBrokerMeasures embeddedBrokerMeasures(EmbeddedServiceBus broker, Clock clock) {
    return new EmbeddedBrokerMeasures(broker, clock);
  }

  @Bean
  StillBroker stillBroker(EmbeddedServiceBus broker) {
    return work -> broker.whileStill(work::run);
  }

  private static String or(@Nullable String value, String otherwise) {
    return value == null || value.isBlank() ? otherwise : value;
  }
}
