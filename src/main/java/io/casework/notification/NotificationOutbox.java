package io.casework.notification;

import io.casework.core.CaseId;
import io.casework.core.Failpoints;
import io.casework.core.Utc;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The table between the change and the channel.
 *
 * <p>An attempt is counted and committed before the channel is called, so that a crash in between
 * costs an attempt and never makes an endless loop.
 */
class NotificationOutbox implements Notifications {

  private static final Logger log = LoggerFactory.getLogger(NotificationOutbox.class);
  private static final int BATCH = 50;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final TransactionTemplate savepoint;
  private final Notifier notifier;
  private final NotificationProperties properties;
  private final Clock clock;

  NotificationOutbox(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Notifier notifier,
      NotificationProperties properties,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.notifier = notifier;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Two callers may ask for one key at the same moment: the second insert waits for the first one's
   * commit and is undone alone, by its savepoint, so that its caller's work stands.
   */
  @Override
  public boolean send(Notice notice) {
    try {
      savepoint.executeWithoutResult(status -> insert(notice));
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  @Override
  public void sendNew(List<Notice> notices) {
    notices.forEach(this::insert);
  }

  @Override
  public List<String> destinations(String kind, @Nullable String urgency, String audience) {
    return List.of("dry-run:" + audience);
  }

  private void insert(Notice notice) {
    var now = Utc.of(clock.instant());
    var caseId = notice.caseId();
    jdbc.sql(
            """
            insert into notification (notification_key, audience, kind, case_id, subject, text,
              link, state, attempts, created_at, next_attempt_at)
            values (:key, :audience, :kind, :case, :subject, :text, :link, 'waiting', 0, :now, :now)
            """)
        .param("key", notice.key())
        .param("audience", notice.audience())
        .param("kind", notice.kind())
        .param("case", caseId == null ? null : caseId.value())
        .param("subject", notice.subject())
        .param("text", notice.text())
        .param("link", notice.link())
        .param("now", now)
        .update();
  }

  /** Delivers what is due; returns how many were tried. */
  int deliverDue() {
    var due = claim();
    due.forEach(this::deliver);
    return due.size();
  }

  private List<Waiting> claim() {
    return transaction.execute(
        status -> {
          var now = clock.instant();
          var due =
              jdbc.sql(
                      """
                      select * from notification
                      where state = 'waiting' and next_attempt_at <= :now
                      order by next_attempt_at fetch first :batch rows only
                      for update skip locked
                      """)
                  .param("now", Utc.of(now))
                  .param("batch", BATCH)
                  .query(
                      (row, number) ->
                          new Waiting(
                              new Notice(
                                  row.getString("notification_key"),
                                  row.getString("audience"),
                                  row.getString("kind"),
                                  null,
                                  Optional.ofNullable(row.getString("case_id"))
                                      .map(CaseId::new)
                                      .orElse(null),
                                  row.getString("subject"),
                                  row.getString("text"),
                                  row.getString("link"),
                                  Map.of()),
                              row.getInt("attempts") + 1))
                  .list();
          due.stream().filter(this::isSpent).forEach(this::giveUp);
          due.removeIf(this::isSpent);
          // 10 s, 40 s, 90 s …: the wait also keeps other nodes away while this one delivers.
          due.forEach(
              waiting ->
                  jdbc.sql(
                          """
                          update notification set attempts = :attempts, next_attempt_at = :next
                          where notification_key = :key
                          """)
                      .param("attempts", waiting.attempt())
                      .param(
                          "next",
                          Utc.of(
                              now.plus(
                                  Duration.ofSeconds(10L * waiting.attempt() * waiting.attempt()))))
                      .param("key", waiting.notice().key())
                      .update());
          return due;
        });
  }

  /** Its last try began and nobody heard how it ended: the process died meanwhile. */
  private boolean isSpent(Waiting waiting) {
    return waiting.attempt() > properties.maxAttempts();
  }

  private void giveUp(Waiting waiting) {
    finish(waiting.notice().key(), "failed", "cut off in its last try");
  }

  private void deliver(Waiting waiting) {
    var key = waiting.notice().key();
    try {
      notifier.deliver(waiting.notice());
      Failpoints.hit("notify.after-send");
      finish(key, "sent", null);
    } catch (RuntimeException e) {
      var last = waiting.attempt() >= properties.maxAttempts();
      log.warn(
          "notification {} failed, attempt {} of {}: {}",
          key,
          waiting.attempt(),
          properties.maxAttempts(),
          e.toString());
      finish(key, last ? "failed" : "waiting", e.getClass().getSimpleName());
    }
  }

  private void finish(String key, String state, @Nullable String failure) {
    jdbc.sql(
            """
            update notification set state = :state, failure = :failure, delivered_at = :at
            where notification_key = :key
            """)
        .param("state", state)
        .param("failure", failure)
        .param("at", state.equals("sent") ? Utc.of(clock.instant()) : null)
        .param("key", key)
        .update();
  }

  private record Waiting(Notice notice, int attempt) {}
}
