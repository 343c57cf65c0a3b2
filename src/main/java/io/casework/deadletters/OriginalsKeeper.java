package io.casework.deadletters;

import io.casework.core.CaseEvent;
import io.casework.core.OperationsEvent;
import io.casework.core.Rounds;
import io.casework.core.Utc;
import io.casework.deadletters.Originals.Wanted;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes the broker's copy of a letter away once nobody needs it: its replay was taken, or two
 * people discarded it. A copy that cannot be found is looked for again, and then said to be
 * missing.
 */
@Component
class OriginalsKeeper implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OriginalsKeeper.class);

  private static final int AT_ONCE = 200;
  private static final int TRIES = 5;

  /** Longer than the bus locks a message: another node may hold what is wanted. */
  private static final Duration AGAIN = Duration.ofSeconds(90);

  private final JdbcClient jdbc;
  private final Originals originals;
  private final ApplicationEventPublisher facts;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final Rounds rounds;

  OriginalsKeeper(
      JdbcClient jdbc,
      Originals originals,
      ApplicationEventPublisher facts,
      Clock clock,
      PlatformTransactionManager transactions,
      DeadLetterProperties properties) {
    this.jdbc = jdbc;
    this.originals = originals;
    this.facts = facts;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.rounds =
        new Rounds(
            "dead-letter-originals",
            () -> {
              try {
                settle();
              } catch (RuntimeException e) {
                log.warn("dead letters: not settled, tried again: {}", e.getClass().getName());
              }
              return properties.settleEvery();
            });
  }

  /** Settles what is due; returns how many of the broker's messages are gone. */
  int settle() {
    var gone = 0;
    for (var group : due().entrySet()) {
      var wanted = group.getValue();
      var found = originals.settle(group.getKey(), wanted);
      transaction.executeWithoutResult(
          status -> wanted.forEach(each -> record(group.getKey(), each, found)));
      gone += found.size();
    }
    return gone;
  }

  private Map<String, List<Wanted>> due() {
    var due = new LinkedHashMap<String, List<Wanted>>();
    jdbc.sql(
            """
            select entity, dead_letter_id, message_id, body_sha256, reason from dead_letter
            where original = 'pending' and original_next_at <= :now
            order by original_next_at fetch first :most rows only
            """)
        .param("now", Utc.of(clock.instant()))
        .param("most", AT_ONCE)
        .query(
            (row, number) ->
                due.computeIfAbsent(row.getString("entity"), first -> new ArrayList<>())
                    .add(
                        new Wanted(
                            row.getString("dead_letter_id"),
                            row.getString("message_id"),
                            row.getString("body_sha256"),
                            row.getString("reason"))))
        .list();
    return due;
  }

  private void record(String entity, Wanted letter, Set<String> found) {
    var settled = found.contains(letter.deadLetterId());
    var changed =
        jdbc.sql(
                """
                update dead_letter set original_tries = original_tries + 1,
                  original_next_at = :again,
                  original = case when :settled then 'settled'
                    when original_tries + 1 >= :tries then 'missing' else 'pending' end
                where dead_letter_id = :id and original = 'pending'
                """)
            .param("again", Utc.of(clock.instant().plus(AGAIN)))
            .param("settled", settled)
            .param("tries", TRIES)
            .param("id", letter.deadLetterId())
            .update();
    var now =
        jdbc.sql("select original from dead_letter where dead_letter_id = :id")
            .param("id", letter.deadLetterId())
            .query(String.class)
            .single();
    if (changed > 0 && !now.equals("pending")) {
      facts.publishEvent(
          new OperationsEvent(
              "dead_letter_original_" + now,
              null,
              CaseEvent.SYSTEM,
              Map.of("dead_letter_id", letter.deadLetterId(), "entity", entity)));
    }
  }

  @Override
  public void start() {
    rounds.start();
  }

  @Override
  public void stop() {
    rounds.stop();
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
  }
}
