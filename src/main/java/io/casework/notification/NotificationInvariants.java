package io.casework.notification;

import io.casework.core.BrokenRows;
import io.casework.core.SealedColumns;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room vouches for. */
@Configuration(proxyBeanMethods = false)
class NotificationInvariants {

  @Bean
  BrokenRows noMessageIsSentTooOften(NotificationProperties properties) {
    return new BrokenRows(
        "I7a",
        "No message is handed to a destination more often than allowed.",
        """
        select notification_key || ' ' || destination as broken from notification_delivery
        where attempts > :cap
        """,
        Map.of("cap", properties.maxAttempts()));
  }

  @Bean
  BrokenRows noMessageIsForgotten() {
    return new BrokenRows(
        "I7b",
        "No message waits beyond the time of its next attempt.",
        """
        select notification_key || ' ' || destination as broken from notification_delivery
        where state = 'waiting' and next_attempt_at < :patient
        """);
  }

  @Bean
  SealedColumns namelessMessages() {
    return new SealedColumns("notification", "subject", "text", "link", "facts");
  }

  @Bean
  SealedColumns namelessFailures() {
    return new SealedColumns("notification_delivery", "destination", "failure");
  }
}
