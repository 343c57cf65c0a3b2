package io.casework.lease;

import io.casework.core.Utc;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Leases as rows; the fence counts how often one went from node to node. */
class JdbcLeases implements Leases, DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(JdbcLeases.class);

  private final JdbcClient jdbc;
  private final TransactionTemplate alone;
  private final Clock clock;
  private final String node;
  private final Map<String, Instant> mine = new ConcurrentHashMap<>();

  JdbcLeases(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock, String node) {
    this.jdbc = jdbc;
    this.alone = new TransactionTemplate(transactions);
    this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.clock = clock;
    this.node = node;
  }

  @Override
  public boolean take(String name, Duration span) {
    var now = clock.instant();
    var until = mine.get(name);
    // Nobody takes it before it ends: in its first half there is nothing to ask or to write.
    if (until != null && now.isBefore(until.minus(span.dividedBy(2)))) {
      return true;
    }
    var next = now.plus(span);
    if (Boolean.TRUE.equals(alone.execute(status -> keep(name, now, next))) || begin(name, next)) {
      mine.put(name, next);
      return true;
    }
    mine.remove(name);
    return false;
  }

  // The row is asked again once it is locked: of two nodes that try, one finds it taken.
  private boolean keep(String name, Instant now, Instant until) {
    var holder =
        jdbc.sql(
                """
                select holder from lease
                where name = :name and (holder = :node or until_at < :now) for update
                """)
            .param("name", name)
            .param("node", node)
            .param("now", Utc.of(now))
            .query(String.class)
            .optional();
    if (holder.isEmpty()) {
      return false;
    }
    var changes = holder.get().equals(node) ? 0 : 1;
    if (changes > 0) {
      log.info("{}: {} takes over from {}", name, node, holder.get());
    }
    jdbc.sql(
            """
            update lease set holder = :node, until_at = :until, fence = fence + :changes
            where name = :name
            """)
        .param("node", node)
        .param("until", Utc.of(until))
        .param("changes", changes)
        .param("name", name)
        .update();
    return true;
  }

  private boolean begin(String name, Instant until) {
    try {
      return alone.execute(
          status ->
              jdbc.sql(
                          """
                          insert into lease (name, holder, until_at, fence)
                          select :name, :node, :until, 1
                          where not exists (select 1 from lease where name = :name)
                          """)
                      .param("name", name)
                      .param("node", node)
                      .param("until", Utc.of(until))
                      .update()
                  == 1);
    } catch (DuplicateKeyException e) {
      return false; // another node began
    }
  }

  /** Who ends in good order keeps nobody waiting. */
  @Override
  public void destroy() {
    try {
      alone.executeWithoutResult(
          status ->
              jdbc.sql("update lease set until_at = :past where holder = :node")
                  .param("past", Utc.of(Instant.EPOCH))
                  .param("node", node)
                  .update());
    } catch (DataAccessException | TransactionException e) {
      log.info("leases are left to run out: {}", e.getClass().getSimpleName());
    }
  }
}
