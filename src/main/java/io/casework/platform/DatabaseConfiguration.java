package io.casework.platform;

import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.autoconfigure.transaction.TransactionManagerCustomizers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** How transactions end: durable on either database. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  @Bean
  JdbcTransactionManager transactionManager(
      DataSource database,
      DataSourceProperties properties,
      TransactionManagerCustomizers customizers) {
    var url = properties.determineUrl();
    var manager =
        url.startsWith("jdbc:h2:file:")
            ? new GroupCommit(database)
            : new JdbcTransactionManager(database);
    customizers.customize(manager);
    return manager;
  }
}
