package io.casework.alerts.sources;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.casework.MovingClock;
import java.util.UUID;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What sources stand on: a database of their own, a clock, a taker that behaves as told. */
final class SourceRig implements AutoCloseable {

  final MovingClock clock = new MovingClock();
  final ObjectMapper json =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();
  final JdbcClient jdbc;
  final FakeTaker taker;
  private final HikariDataSource database;

  private SourceRig(String url, String user) {
    var pool = new HikariConfig();
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setMaximumPoolSize(4);
    database = new HikariDataSource(pool);
    jdbc = JdbcClient.create(database);
    for (var table : new String[] {"alert_position", "alert_seen", "alert_file"}) {
      jdbc.sql("drop table if exists " + table).update();
    }
    new ResourceDatabasePopulator(new ClassPathResource("db/migration/V20__alert_sources.sql"))
        .execute(database);
    taker = new FakeTaker(new JdbcTransactionManager(database));
  }

  static SourceRig h2() {
    return new SourceRig("jdbc:h2:mem:" + UUID.randomUUID(), "sa");
  }

  static SourceRig postgres(String url) {
    return new SourceRig(url, "casework");
  }

  @Override
  public void close() {
    database.close();
  }
}
