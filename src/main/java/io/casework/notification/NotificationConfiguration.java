package io.casework.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class NotificationConfiguration {

  @Bean
  NotificationOutbox notifications(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      NotificationProperties properties,
      ObjectMapper json,
      Clock clock) {
    if (!properties.dryRun()) {
      throw new IllegalStateException(
          "casework.notification.dry-run=false, but no channel is configured");
    }
    return new NotificationOutbox(
        jdbc, transactions, new DryRunNotifier(properties.dryRunFile(), json), properties, clock);
  }

  @Bean
  SchedulingConfigurer notificationRelay(
      NotificationOutbox outbox, NotificationProperties properties) {
    return tasks -> tasks.addFixedDelayTask(outbox::deliverDue, properties.pollInterval());
  }
}
