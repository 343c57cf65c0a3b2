package io.casework.outbox;

import io.casework.core.BrokenRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room vouches for. */
@Configuration(proxyBeanMethods = false)
class OutboxInvariants {

  @Bean
  BrokenRows noMessageWaitsForLong() {
    return new BrokenRows(
        "I12c",
        "No message waits for the bus for long.",
        """
        select destination || ' ' || message_key as broken from outbox
        where created_at < :patient
        """);
  }
}
