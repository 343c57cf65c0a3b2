package io.casework.platform;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Time limits towards PostgreSQL, without which a network that swallows packets holds every
 * connection for a quarter of an hour. What the URL says goes before.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  private static final String ANSWER_SECONDS = "30";
  private static final String CONNECT_SECONDS = "5";

  @Bean
  static BeanPostProcessor databaseTimeLimits() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
            && String.valueOf(pool.getJdbcUrl()).startsWith("jdbc:postgresql:")) {
          pool.addDataSourceProperty("socketTimeout", ANSWER_SECONDS);
          pool.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
          pool.addDataSourceProperty("loginTimeout", CONNECT_SECONDS);
          pool.addDataSourceProperty("tcpKeepAlive", "true");
        }
        return bean;
      }
    };
  }
}
