package io.casework.lease;

import io.casework.core.NodeName;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class LeaseConfiguration {

  @Bean
  Leases leases(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    return new JdbcLeases(jdbc, transactions, clock, NodeName.ofThisStart());
  }
}
