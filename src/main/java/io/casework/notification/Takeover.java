package io.casework.notification;

import io.casework.core.Utc;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What a start takes over from those before it. */
@Repository
@Transactional
class Takeover {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final boolean alone;

  Takeover(JdbcClient jdbc, Clock clock, @Value("${spring.datasource.url}") String database) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.alone = database.startsWith("jdbc:h2:");
  }

  /**
   * Takes over what an older version of this application left, which knew one destination for a
   * message; what it did not send goes out by mail.
   */
  void adopt() {
    jdbc.sql(
            """
            insert into notification_delivery (notification_key, destination, channel, state,
              attempts, asked_at, next_attempt_at, delivered_at, failure)
            select notification_key, 'email:' || case when audience like 'user:%'
              then audience else substring(audience from position(':' in audience) + 1) end,
              'email', state, attempts, created_at, next_attempt_at, delivered_at, failure
            from notification where state <> 'routed'
            """)
        .update();
    jdbc.sql("update notification set state = 'routed' where state <> 'routed'").update();
  }

  /** Whoever had claimed something is gone, where only one process can open the database. */
  void release() {
    if (alone) {
      jdbc.sql("update notification_delivery set next_attempt_at = :now where state = 'waiting'")
          .param("now", Utc.of(clock.instant()))
          .update();
    }
  }
}
